import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { SearchResponse } from '@/lib/contract/search'
import { apiGet } from './api'

const PAGE_ROWS = 100
/** The contract's longest query. */
export const SEARCH_LENGTH_MAX = 512

/** Tags of everything scanned that match, a page at a time. `q` is the query language of the API, and not empty. */
export const searchQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['search', q],
    queryFn: ({ pageParam, signal }) =>
      apiGet('search', { q, limit: PAGE_ROWS, cursor: pageParam }, SearchResponse, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })

/** The first few of them, where there is no room for more. */
export const firstHitsQuery = (q: string, limit: number) =>
  queryOptions({
    queryKey: ['search', q, limit],
    queryFn: ({ signal }) => apiGet('search', { q, limit }, SearchResponse, signal),
    enabled: q !== '' && q.length <= SEARCH_LENGTH_MAX,
    placeholderData: keepPreviousData,
  })
