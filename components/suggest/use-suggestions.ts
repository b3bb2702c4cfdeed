'use client'

import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useLoadMore } from '@/components/ui/use-load-more'
import { toApiError } from '@/lib/client/api'
import { refreshSuggestions, type SuggestionsScope, suggestionsQuery } from '@/lib/client/suggestions'

/** All suggestions, page after page as they come. */
export function useSuggestions(scope: SuggestionsScope) {
  const query = useInfiniteQuery(suggestionsQuery(scope))
  const { data, isFetching, refetch } = query
  const loadMore = useLoadMore(query)
  useEffect(loadMore, [loadMore])
  // Pages asked for at different moments may overlap: the later answer counts.
  const items = useMemo(
    () => [...new Map(data?.pages.flatMap((page) => page.items.map((item) => [item.target, item]))).values()],
    [data],
  )
  const refresh = useMutation({ mutationFn: () => refreshSuggestions(scope), onSuccess: () => refetch() })
  const first = data?.pages[0]
  const error = refresh.error ?? query.error
  return {
    items,
    isPending: query.isPending,
    error: error && toApiError(error),
    asOf: first?.asOf ?? null,
    warnings: first?.warnings ?? [],
    unread: first?.unread ?? 0,
    progress: first?.progress ?? null,
    refresh: () => (data === undefined ? void refetch() : refresh.mutate()),
    refreshing: refresh.isPending || (isFetching && data === undefined),
  }
}

export type Suggestions = ReturnType<typeof useSuggestions>
