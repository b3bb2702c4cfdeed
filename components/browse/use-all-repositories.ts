'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useLoadMore } from '@/components/ui/use-load-more'
import { repositoriesQuery } from '@/lib/client/repositories'

/** All names of a registry, page after page as they come; what is there can be used at once. */
export function useAllRepositories(registry: string, enabled: boolean) {
  const query = useInfiniteQuery({ ...repositoriesQuery(registry), enabled })
  const { data, hasNextPage, isFetching, fetchNextPage } = query
  const loadMore = useLoadMore(query)
  useEffect(loadMore, [loadMore])
  const names = useMemo(
    () => [...new Set(data?.pages.flatMap((page) => page.items.map(({ name }) => name)))],
    [data],
  )
  const last = data?.pages.at(-1)
  return {
    names,
    complete: data !== undefined && !hasNextPage,
    notice: data?.pages.find((page) => page.notice !== null)?.notice ?? null,
    source: data?.pages[0]?.source ?? null,
    asOf: last?.asOf ?? null,
    isPending: query.isPending,
    isFetching,
    error: query.error,
    retry: () => void (data === undefined ? query.refetch() : fetchNextPage()),
  }
}
