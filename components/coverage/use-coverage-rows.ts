'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { toApiError } from '@/lib/client/api'
import { type CoverageFilter, coverageParams, coverageQuery } from '@/lib/client/coverage'

/** The rows that match, as far as they have been scrolled to. */
export function useCoverageRows(filter: CoverageFilter) {
  const query = useInfiniteQuery(coverageQuery(filter))
  const { fetchNextPage, hasNextPage, isFetchingNextPage, isPlaceholderData } = query
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isPlaceholderData) void fetchNextPage()
  }, [fetchNextPage, hasNextPage, isFetchingNextPage, isPlaceholderData])
  const pages = query.data?.pages ?? []
  return {
    /** Null until the first answer. */
    first: pages[0] ?? null,
    rows: pages.flatMap(({ items }) => items),
    whole: !hasNextPage,
    /** Rows of the question before are shown until those of this one are there. */
    updating: isPlaceholderData,
    question: isPlaceholderData ? 'before' : JSON.stringify(coverageParams(filter)),
    more,
    error: query.error && toApiError(query.error),
    retry: () => void query.refetch(),
    retrying: query.isFetching,
  }
}
