import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { ListTagsResponse, type TagSort } from '@/lib/contract/tags'
import { apiGet } from './api'

const PAGE_ROWS = 50
const KNOWN_ROWS = 200
const POLL_MS = 1000

export interface TagsFilter {
  registry: string
  repository: string
  /** Substring of the tag. */
  q?: string
  /** As in the API: `linux/s390x,!linux/arm64`. */
  platform?: string
  sort: TagSort
}

/** The tags of a repository, a page at a time; asks again while the server still resolves the rest. */
export const tagsQuery = (filter: TagsFilter) =>
  infiniteQueryOptions({
    queryKey: ['tags', filter.registry, filter.repository, filter],
    queryFn: ({ pageParam, signal }) => getTags(filter, { cursor: pageParam, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: (query) =>
      query.state.data?.pages.some((page) => page.progress?.done === false) ? POLL_MS : false,
  })

/** What was known of the same tags when they were last scanned: at once, without asking the registry. */
export const knownTagsQuery = (filter: TagsFilter) =>
  queryOptions({
    queryKey: ['tags', filter.registry, filter.repository, filter, 'known'],
    queryFn: ({ signal }) =>
      apiGet('tags', { ...filter, limit: KNOWN_ROWS, known: true }, ListTagsResponse, signal),
  })

interface GetTagsOptions {
  cursor?: string | undefined
  /** Ask again for every child and config too. */
  verify?: boolean
  signal?: AbortSignal
}

export function getTags(filter: TagsFilter, { cursor, verify, signal }: GetTagsOptions) {
  const query = { ...filter, limit: PAGE_ROWS, cursor, verify: verify ? true : undefined }
  return apiGet('tags', query, ListTagsResponse, signal)
}
