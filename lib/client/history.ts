import { infiniteQueryOptions } from '@tanstack/react-query'
import { HistoryResponse } from '@/lib/contract/history'
import { apiGet } from './api'

const PAGE_ROWS = 50

/** Every digest a tag has had, as far as scans saw it: the newest first, a page at a time. */
export const historyQuery = (ref: string) =>
  infiniteQueryOptions({
    queryKey: ['history', ref],
    queryFn: ({ pageParam, signal }) =>
      apiGet('history', { ref, limit: PAGE_ROWS, cursor: pageParam }, HistoryResponse, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
