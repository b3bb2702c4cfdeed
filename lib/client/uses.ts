import { queryOptions } from '@tanstack/react-query'
import { UsesResponse } from '@/lib/contract/search'
import { apiGet } from './api'

const USES_MAX = 200

/** What contains a digest, as far as scanned: tags, indexes and images of one registry. */
export const usesQuery = (registry: string, digest: string) =>
  queryOptions({
    queryKey: ['uses', registry, digest],
    queryFn: ({ signal }) => apiGet('uses', { registry, digest, limit: USES_MAX }, UsesResponse, signal),
  })
