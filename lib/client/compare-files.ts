import { type InfiniteData, infiniteQueryOptions } from '@tanstack/react-query'
import { type CompareFilesQuery, CompareFilesResponse } from '@/lib/contract/files'
import { apiGet } from './api'

const PAGE_ROWS = 200
const POLL_MS = 700

export type FileChange = NonNullable<CompareFilesQuery['change']>

export interface ComparedFiles {
  /** Whole references by digest: each is one image, whatever its tag does meanwhile. */
  a: string
  b: string
  view: CompareFilesQuery['view']
  /** The folder, without a slash in front; `''` is the root. */
  path: string
  change?: FileChange
  q?: string
}

/** Files of two images side by side, a page at a time. Layers nobody looked at yet are read first: it asks until they are. */
export const compareFilesQuery = (compared: ComparedFiles) =>
  infiniteQueryOptions({
    queryKey: ['compare-files', compared.a, compared.b, compared],
    queryFn: ({ pageParam, signal }) =>
      apiGet(
        'compare/files',
        { ...compared, limit: PAGE_ROWS, cursor: pageParam, wait: 1 },
        CompareFilesResponse,
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    // Another filter over the same two images; never the files of others.
    placeholderData: (before, query) =>
      query?.queryKey[1] === compared.a && query.queryKey[2] === compared.b ? before : undefined,
    refetchInterval: (query) => (isStillReading(query.state.data) ? POLL_MS : false),
  })

/** Whether layers have to be read before there is anything to show. */
export const isStillReading = (data: InfiniteData<CompareFilesResponse, unknown> | undefined): boolean =>
  data?.pages[0]?.state === 'reading'
