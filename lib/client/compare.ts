import { queryOptions } from '@tanstack/react-query'
import { CompareResponse, FailedSide } from '@/lib/contract/compare'
import type { ApiError } from './api'
import { apiGet } from './api'

/** Two whole references, and which image of each to look into. */
export interface Compared {
  a: string
  b: string
  platformA: string | undefined
  platformB: string | undefined
}

/** Two references side by side. While another pair of platforms is read, the one before stays. */
export const compareQuery = ({ a, b, platformA, platformB }: Compared) =>
  queryOptions({
    queryKey: ['compare', a, b, platformA ?? null, platformB ?? null],
    queryFn: ({ signal }) => apiGet('compare', { a, b, platformA, platformB }, CompareResponse, signal),
    placeholderData: (before, query) =>
      query?.queryKey[1] === a && query.queryKey[2] === b ? before : undefined,
    enabled: a !== '' && b !== '',
  })

/** Which sides a failed comparison is about; empty when it is about neither. */
export function failedSides({ details }: ApiError): FailedSide[] {
  const failed = FailedSide.array().safeParse(details?.failed)
  return failed.success ? failed.data : []
}
