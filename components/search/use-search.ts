'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { parseAsString, useQueryState } from 'nuqs'
import { useEffect, useMemo } from 'react'
import { useDebounced } from '@/components/ui/use-debounced'
import { useLoadMore } from '@/components/ui/use-load-more'
import { toApiError } from '@/lib/client/api'
import { registriesQuery } from '@/lib/client/registries'
import { searchQuery } from '@/lib/client/search'

const TYPING_MS = 180

/** What is asked, as it stands in the address, and what was found so far. */
export function useSearch() {
  const [text, setText] = useQueryState('q', parseAsString.withDefault(''))
  const q = useDebounced(text.trim(), TYPING_MS)
  const query = useInfiniteQuery(searchQuery(q))
  const registries = useQuery(registriesQuery())
  const { data, hasNextPage, isFetchNextPageError } = query
  const loadMore = useLoadMore(query)
  const hits = useMemo(
    () => [...new Map(data?.pages.flatMap((page) => page.items.map((hit) => [hit.ref, hit]))).values()],
    [data],
  )
  const first = data?.pages[0]
  // An answer looks through so many rows and no more: it may have found nothing yet, and still go on.
  useEffect(() => {
    if (hits.length === 0) loadMore()
  }, [hits.length, loadMore])
  return {
    text,
    setText: (next: string) => void setText(next === '' ? null : next),
    /** What `hits` are the answer to, once typing has come to rest; empty: nothing is asked. */
    q,
    query,
    hits,
    /** True while nothing is found and there is more to look through. */
    looking: query.isPending || (hits.length === 0 && hasNextPage && !isFetchNextPageError),
    understood: first?.understood ?? null,
    total: first?.total ?? null,
    asOf: first?.asOf ?? null,
    error: query.error && toApiError(query.error),
    /** True where no registry was ever scanned: nothing can be found yet. */
    neverScanned: registries.data?.items.every(({ lastScanAt }) => lastScanAt === null) ?? false,
  }
}

export type Search = ReturnType<typeof useSearch>
