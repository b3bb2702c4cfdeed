import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ListRepositoriesResponse } from '@/lib/contract/repositories'
import { apiGet } from './api'

const PAGE_ROWS = 1000

/** Every repository of a registry, a page of 1000 names at a time. */
export const repositoriesQuery = (registry: string) =>
  infiniteQueryOptions({
    queryKey: ['repositories', registry],
    queryFn: ({ pageParam, signal }) =>
      apiGet(
        'repositories',
        { registry, limit: PAGE_ROWS, cursor: pageParam },
        ListRepositoriesResponse,
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 60_000,
  })

/** The first repositories whose name contains `q`: what a field suggests while one types. */
export const repositorySuggestionsQuery = (registry: string, q: string, limit = 20) =>
  queryOptions({
    queryKey: ['repositories', registry, 'suggestions', q, limit],
    queryFn: ({ signal }) =>
      apiGet(
        'repositories',
        { registry, q: q === '' ? undefined : q, limit },
        ListRepositoriesResponse,
        signal,
      ),
    staleTime: 60_000,
  })

/** Ask the registry again before the list is shown anew. */
export const refreshRepositories = (registry: string) =>
  apiGet('repositories', { registry, limit: 1, refresh: true }, ListRepositoriesResponse)
