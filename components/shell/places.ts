import type { Route } from 'next'
import { activityPath, composePath, coveragePath, homePath } from '@/lib/routes'

export interface Place {
  name: string
  path: Route
  /** Whether a page at this pathname belongs to the place. */
  owns: (pathname: string) => boolean
}

/** The four places of the frame; the palette offers the same. */
export const PLACES: readonly Place[] = [
  { name: 'Browse', path: homePath(), owns: (pathname) => pathname === '/' || pathname.startsWith('/r/') },
  { name: 'Compose', path: composePath(), owns: (pathname) => pathname === '/compose' },
  { name: 'Coverage', path: coveragePath(), owns: (pathname) => pathname === '/coverage' },
  { name: 'Activity', path: activityPath(), owns: (pathname) => pathname === '/activity' },
]
