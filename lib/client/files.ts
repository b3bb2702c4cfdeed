import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { FilesResponse, type FileView } from '@/lib/contract/files'
import { apiPath } from '@/lib/routes'
import { apiFetch, apiGet } from './api'

const PAGE_ROWS = 200
const POLL_MS = 700
/** The contract's longest search. */
export const FILE_SEARCH_LENGTH_MAX = 512

/** Whose files: those of an image as a container sees them, or of one layer of it by itself. */
export interface FilesSource {
  /** A whole reference; by digest it needs no platform. */
  ref: string
  platform?: string
  /** A layer's digest. */
  layer?: string
}

export interface FilesFilter extends FilesSource {
  view: FileView
  /** The folder, without a slash in front; `''` is the root. */
  path: string
  q?: string
}

/** Files a page at a time. Layers that nobody looked at yet are read first: it asks again until they are. */
export const filesQuery = (filter: FilesFilter) =>
  infiniteQueryOptions({
    queryKey: ['files', filter],
    queryFn: ({ pageParam, signal }) =>
      apiGet('files', { ...filter, limit: PAGE_ROWS, cursor: pageParam, wait: 1 }, FilesResponse, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.pages[0]?.state === 'reading' ? POLL_MS : false),
  })

/** What would have to be read before files can be listed: nothing is begun by asking. */
export const filesPeekQuery = (source: FilesSource) =>
  queryOptions({
    queryKey: ['files', source, 'peek'],
    queryFn: ({ signal }) =>
      apiGet('files', { ...source, peek: true, limit: 1, wait: 0 }, FilesResponse, signal),
    staleTime: 0,
  })

interface FileAddress extends FilesSource {
  path: string
  /** So many from the start. */
  bytes?: number
  /** To save instead of to look at. */
  download?: boolean
}

/** Where one file's bytes are, for links and pictures. */
export const fileAddress = ({ bytes, download, ...address }: FileAddress): string =>
  apiPath('file', {
    ...address,
    bytes: bytes?.toString(),
    download: download ? 'true' : undefined,
  })

/** The first bytes of a file, and nothing after them. */
export const fileStartQuery = (source: FilesSource, path: string, bytes: number) =>
  queryOptions({
    queryKey: ['file', source, path, bytes],
    queryFn: async ({ signal }) => {
      const response = await apiFetch('file', { query: { ...source, path, bytes }, accept: '*/*', signal })
      return new Uint8Array(await response.arrayBuffer())
    },
  })
