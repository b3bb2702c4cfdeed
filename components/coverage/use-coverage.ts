'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toApiError } from '@/lib/client/api'
import { type CoverageScope, coverageQuery, getCoverage } from '@/lib/client/coverage'

/** The matrix of one repository, and Verify: every child asked for again. */
export function useCoverage(scope: CoverageScope) {
  const client = useQueryClient()
  const query = useQuery(coverageQuery(scope))
  const verify = useMutation({
    mutationFn: () => getCoverage(scope, { verify: true }),
    // Partial answers are polled on as those of a first reading are.
    onSuccess: (coverage) => client.setQueryData(coverageQuery(scope).queryKey, coverage),
  })
  const error = verify.error ?? query.error
  return {
    coverage: query.data ?? null,
    error: error && toApiError(error),
    refresh: () => (query.data ? verify.mutate() : void query.refetch()),
    refreshing: verify.isPending || (query.isFetching && query.data === undefined),
  }
}
