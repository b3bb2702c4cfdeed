import { infiniteQueryOptions } from '@tanstack/react-query'
import { ListActivityResponse } from '@/lib/contract/activity'
import { apiGet } from './api'

const PAGE_ROWS = 50

/** What was pushed from here, the newest first, a page at a time. */
export const activityQuery = () =>
  infiniteQueryOptions({
    queryKey: ['activity'],
    queryFn: ({ pageParam, signal }) =>
      apiGet('activity', { limit: PAGE_ROWS, cursor: pageParam }, ListActivityResponse, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 0,
  })
