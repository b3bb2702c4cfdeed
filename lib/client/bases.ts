import { queryOptions } from '@tanstack/react-query'
import { BasesResponse } from '@/lib/contract/bases'
import { apiGet } from './api'

/** What the images of a digest are built upon, as far as scanned. `ref` names the digest. */
export const basesQuery = (ref: string) =>
  queryOptions({
    queryKey: ['bases', ref],
    queryFn: ({ signal }) => apiGet('bases', { ref }, BasesResponse, signal),
  })
