'use client'

import { useCallback } from 'react'

interface PagedQuery {
  hasNextPage: boolean
  isFetching: boolean
  isFetchNextPageError: boolean
  fetchNextPage: () => Promise<unknown>
}

/** Reads the next page where there is one, nothing is being read and the last try did not fail. */
export function useLoadMore(query: PagedQuery): () => void {
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query
  return useCallback(() => {
    if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage()
  }, [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage])
}
