import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { CoverageResponse } from '@/lib/contract/coverage'
import { apiGet } from './api'

const POLL_MS = 1500

export interface CoverageScope {
  registry: string
  repository: string
  /** As in the API: `linux/amd64,linux/s390x`. */
  require: string
}

/** Tags x platforms of one repository; asks again while the server still reads the rest. */
export const coverageQuery = ({ registry, repository, require }: CoverageScope) =>
  queryOptions({
    queryKey: ['coverage', registry, repository, require],
    queryFn: ({ signal }) => getCoverage({ registry, repository, require }, { signal }),
    enabled: registry !== '' && repository !== '',
    placeholderData: (previous, query) =>
      query?.queryKey[1] === registry && query.queryKey[2] === repository
        ? keepPreviousData(previous)
        : undefined,
    refetchInterval: (query) => (query.state.data?.progress.done === false ? POLL_MS : false),
  })

/** `verify` asks again for every child too: they vanish under an unchanged index. */
export function getCoverage(scope: CoverageScope, options: { verify?: boolean; signal?: AbortSignal } = {}) {
  const { registry, repository, require } = scope
  const query = { registry, repository, require: require || undefined, verify: options.verify || undefined }
  return apiGet('coverage', query, CoverageResponse, options.signal)
}
