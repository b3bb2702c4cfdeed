import { queryOptions } from '@tanstack/react-query'
import { ListScansResponse, Scan, type ScanMode } from '@/lib/contract/scans'
import { apiDelete, apiGet, apiPost } from './api'

const RUNNING_POLL_MS = 2000
const IDLE_POLL_MS = 60_000

/** The newest scans of a registry, or of all, and when the next is due; asked again while one runs. */
export const scansQuery = (registry: string) =>
  queryOptions({
    queryKey: ['scans', registry],
    queryFn: ({ signal }) =>
      apiGet('scans', { registry: registry || undefined, limit: 50 }, ListScansResponse, signal),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ finishedAt }) => finishedAt === null) ? RUNNING_POLL_MS : IDLE_POLL_MS,
  })

/** `repository` empty: the whole registry. */
export const startScan = (registry: string, mode: ScanMode, repository = '') =>
  apiPost('scans', { registry, mode, ...(repository && { repositories: [repository] }) }, Scan)

export const stopScan = (id: string) => apiDelete(`scans/${encodeURIComponent(id)}`)
