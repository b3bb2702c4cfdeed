import { queryOptions } from '@tanstack/react-query'
import { ListTagsResponse } from '@/lib/contract/tags'
import { ApiError, apiGet } from './api'

const ROWS = 12

/** The newest tags whose name contains `q`: what a field suggests. A repository that is not there has none. */
export const tagSuggestionsQuery = (registry: string, repository: string, q: string) =>
  queryOptions({
    queryKey: ['tags', registry, repository, 'suggestions', q],
    queryFn: async ({ signal }) => {
      const query = { registry, repository, q: q === '' ? undefined : q, limit: ROWS }
      try {
        return (await apiGet('tags', query, ListTagsResponse, signal)).items
      } catch (error) {
        if (error instanceof ApiError && error.code === 'NAME_UNKNOWN') return []
        throw error
      }
    },
    staleTime: 30_000,
  })
