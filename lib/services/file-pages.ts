import 'server-only'
import type { FilesQuery } from '@/lib/contract/files'
import type { FileList } from '@/lib/layers/file-list'
import type { Ranked } from '@/lib/layers/largest'
import { isFolder, type ListedEntry } from '@/lib/layers/layer-entry'
import { readLine } from '@/lib/layers/list-line'
import type { ListFacts } from '@/lib/layers/list-writer'
import { ServiceError } from './service-error'

export interface FilePage<T> {
  items: T[]
  nextCursor: string | null
  total?: number
}

type PageQuery = Pick<FilesQuery, 'path' | 'limit' | 'cursor'>

/** A folder with more in it is told by name alone: its folders are not looked for in front. */
const SORTED_MAX = 5000

/** What lies in a folder: folders first, both by name. Of a very large one everything by name. */
export async function childrenPage(list: FileList, query: PageQuery): Promise<FilePage<ListedEntry>> {
  const after = keyIn(query.cursor)
  const found: ListedEntry[] = []
  for await (const child of list.children(query.path, after)) {
    found.push(child)
    if (found.length > (after === null ? SORTED_MAX : query.limit)) break
  }
  const isLarge = after !== null || found.length > SORTED_MAX
  if (isLarge) return keyedPage(found, query.limit)
  const sorted = [...found.filter(isFolder), ...found.filter((entry) => !isFolder(entry))]
  return { ...offsetPage(sorted, query), total: sorted.length }
}

/** Every path below a folder that holds the text, or matches it where `*` or `?` is in it. Cases do not matter. */
export async function searchPage(
  list: FileList,
  { path, q = '', limit, cursor }: PageQuery & { q?: string | undefined },
): Promise<FilePage<ListedEntry>> {
  const matches = pathMatcher(q)
  const found: ListedEntry[] = []
  for await (const batch of list.below(path, keyIn(cursor)))
    for (const { line } of batch) {
      const entry = readLine(line)
      if (!matches(entry.path)) continue
      found.push(entry)
      if (found.length > limit) return keyedPage(found, limit)
    }
  return { items: found, nextCursor: null }
}

/** The largest first, as far as a list keeps them. Those of a folder where one is asked for. */
export function rankedPage(
  index: ListFacts,
  query: PageQuery & { view: 'biggest' | 'folders' | 'wasted'; q?: string | undefined },
): FilePage<Ranked> {
  const { path, view, q = '' } = query
  const ranked = { biggest: index.largestFiles, folders: index.largestFolders, wasted: index.lost }[view]
  const matches = pathMatcher(q)
  const shown = ranked.filter(
    ({ entry }) => (path === '' || entry.path.startsWith(`${path}/`)) && matches(entry.path),
  )
  return { ...offsetPage(shown, query), total: shown.length }
}

/** `usr/*.so` matches anywhere in a path; without a star or a question mark the text has to be in it. */
export function pathMatcher(q: string): (path: string) => boolean {
  const wanted = q.toLowerCase().replace(/^\/+/, '')
  if (!/[*?]/.test(wanted)) return (path) => path.toLowerCase().includes(wanted)
  return (path) => matchesGlob(wanted, path.toLowerCase())
}

/** `*` and `?` stand for any characters, slashes too. At most the one length times the other. */
function matchesGlob(glob: string, path: string): boolean {
  const pattern = `*${glob.replace(/^\*+|\*+$/g, '')}${glob.endsWith('*') ? '*' : ''}`
  let [at, star, resume] = [0, -1, 0]
  let place = 0
  while (place < path.length) {
    if (pattern[at] === '*') [star, resume, at] = [at, place, at + 1]
    else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === path[place])) {
      at++
      place++
    } else if (star >= 0) {
      resume++
      ;[at, place] = [star + 1, resume]
    } else return false
  }
  while (pattern[at] === '*') at++
  return at === pattern.length
}

const KEY = 'k:'
const OFFSET = 'o:'

function keyedPage(found: ListedEntry[], limit: number): FilePage<ListedEntry> {
  const items = found.slice(0, limit)
  const last = items.at(-1)
  const more = found.length > limit && last !== undefined
  return { items, nextCursor: more ? KEY + Buffer.from(last.key).toString('base64url') : null }
}

function offsetPage<T>(
  all: readonly T[],
  { cursor, limit }: Pick<PageQuery, 'cursor' | 'limit'>,
): FilePage<T> {
  const offset =
    cursor === undefined ? 0 : Number(cursor.startsWith(OFFSET) ? cursor.slice(OFFSET.length) : Number.NaN)
  if (!Number.isSafeInteger(offset) || offset < 0) throw noCursor()
  const end = offset + limit
  return { items: all.slice(offset, end), nextCursor: end < all.length ? `${OFFSET}${end}` : null }
}

/** The key a page goes on after; null for the first one and for pages counted by offset. */
function keyIn(cursor: string | undefined): string | null {
  return cursor?.startsWith(KEY) ? Buffer.from(cursor.slice(KEY.length), 'base64url').toString() : null
}

const noCursor = () =>
  new ServiceError('REQUEST_INVALID', 'The cursor is not one that a page of files has given.')
