import { z } from 'zod'

// Zod would probe `new Function`, which the page's content security policy refuses and reports.
z.config({ jitless: true })
