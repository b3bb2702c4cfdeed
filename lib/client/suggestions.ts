import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { SuggestionsResponse } from '@/lib/contract/suggestions'
import { apiGet } from './api'

const PAGE_ROWS = 200
const POLL_MS = 1000

export interface SuggestionsScope {
  registry: string
  /** Empty: the whole registry. */
  repository: string
  /** Empty: as deep as the server thinks fit. */
  depth: 'names' | 'tags' | ''
}

/** What nobody has composed yet, a page at a time; asks again while the server still looks. */
export const suggestionsQuery = ({ registry, repository, depth }: SuggestionsScope) =>
  infiniteQueryOptions({
    queryKey: ['suggestions', registry, repository, depth],
    queryFn: ({ pageParam, signal }) =>
      getSuggestions({ registry, repository, depth }, { cursor: pageParam, limit: PAGE_ROWS, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled: registry !== '',
    // Looking deeper shows what is known meanwhile; another registry shows nothing of this one.
    placeholderData: (previous, query) =>
      query?.queryKey[1] === registry && query.queryKey[2] === repository
        ? keepPreviousData(previous)
        : undefined,
    refetchInterval: (query) => (query.state.data?.pages[0]?.progress.done === false ? POLL_MS : false),
  })

/** Has the server list repositories and tags anew; what comes of it is asked for by the query. */
export const refreshSuggestions = (scope: SuggestionsScope) =>
  getSuggestions(scope, { limit: 1, refresh: true })

interface GetOptions {
  limit: number
  cursor?: string | undefined
  refresh?: boolean
  signal?: AbortSignal
}

function getSuggestions(
  { registry, repository, depth }: SuggestionsScope,
  { limit, cursor, refresh, signal }: GetOptions,
) {
  const query = {
    registry,
    repository: repository || undefined,
    depth: depth || undefined,
    limit,
    cursor,
    refresh: refresh || undefined,
  }
  return apiGet('compositions/suggestions', query, SuggestionsResponse, signal)
}
