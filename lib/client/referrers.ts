import { queryOptions } from '@tanstack/react-query'
import { ReferrersResponse } from '@/lib/contract/referrers'
import { apiGet } from './api'

/** What refers to a digest: by the registry's API or by the tags that stand in for it. */
export const referrersQuery = (ref: string) =>
  queryOptions({
    queryKey: ['referrers', ref],
    queryFn: ({ signal }) => apiGet('referrers', { ref }, ReferrersResponse, signal),
  })
