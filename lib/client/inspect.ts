import { queryOptions } from '@tanstack/react-query'
import { InspectResponse } from '@/lib/contract/inspect'
import { apiFetch, apiGet } from './api'

/** What one reference holds, on every platform. */
export const inspectQuery = (ref: string) =>
  queryOptions({
    queryKey: ['inspect', ref],
    queryFn: ({ signal }) => apiGet('inspect', { ref }, InspectResponse, signal),
  })

/** Asks the registry again for every child and config, however well they are known. */
export const verifyInspection = (ref: string) => apiGet('inspect', { ref, verify: true }, InspectResponse)

/** `raw`: the exact bytes of the manifest. `text`: the form a terminal would show. */
export type InspectFormat = 'raw' | 'text'

export const inspectTextQuery = (ref: string, format: InspectFormat) =>
  queryOptions({
    queryKey: ['inspect', ref, format],
    queryFn: async ({ signal }) => {
      const accept = format === 'raw' ? '*/*' : 'text/plain'
      return (await apiFetch('inspect', { query: { ref, format }, accept, signal })).text()
    },
  })
