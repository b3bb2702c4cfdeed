import { useQuery } from '@tanstack/react-query'
import { liveScanQuery } from '@/lib/client/live-scan'
import type { Scan } from '@/lib/contract/scans'

/** The scan of a registry while it runs, and how it ended, as events tell of it; null until one does. */
export const useLiveScan = (registry: string): Scan | null => useQuery(liveScanQuery(registry)).data ?? null
