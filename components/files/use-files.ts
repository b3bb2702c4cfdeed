'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useLoadMore } from '@/components/ui/use-load-more'
import { toApiError } from '@/lib/client/api'
import { type FilesFilter, filesQuery } from '@/lib/client/files'

/** What is listed, as far as it was loaded, and how far the layers are read meanwhile. */
export function useFiles(filter: FilesFilter, enabled: boolean) {
  const query = useInfiniteQuery({ ...filesQuery(filter), enabled })
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data])
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage, refetch } = query
  const loadMore = useLoadMore(query)
  return {
    rows,
    page: query.data?.pages[0] ?? null,
    error: query.error && toApiError(query.error),
    /** True while these rows are still those of the place somebody came from. */
    isBefore: query.isPlaceholderData,
    isComplete: !hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    isFetching,
    loadMore,
    retry: () => void (isFetchNextPageError ? fetchNextPage() : refetch()),
  }
}

export type Files = ReturnType<typeof useFiles>
