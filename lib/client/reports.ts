import { infiniteQueryOptions } from '@tanstack/react-query'
import { DanglingResponse, UntaggedResponse } from '@/lib/contract/reports'
import { apiGet } from './api'

const PAGE_ROWS = 100

/** Tags that name what is gone: of one registry, or of all when it is empty. */
export const danglingQuery = (registry: string) =>
  infiniteQueryOptions({
    queryKey: ['reports', 'dangling', registry],
    queryFn: ({ pageParam, signal }) =>
      apiGet('reports/dangling', reportParams(registry, pageParam), DanglingResponse, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

/** Manifests no tag leads to any more: of one registry, or of all when it is empty. */
export const untaggedQuery = (registry: string) =>
  infiniteQueryOptions({
    queryKey: ['reports', 'untagged', registry],
    queryFn: ({ pageParam, signal }) =>
      apiGet('reports/untagged', reportParams(registry, pageParam), UntaggedResponse, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

const reportParams = (registry: string, cursor: string | undefined) => ({
  registry: registry || undefined,
  limit: PAGE_ROWS,
  cursor,
})
