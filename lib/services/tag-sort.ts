import 'server-only'
import type { TagRow, TagSort } from '@/lib/contract/tags'
import { compareTags } from '@/lib/oci/tag-order'
import { ServiceError } from './service-error'

/** Where a row stands in a sorted list: enough to find the place again when rows came and went. */
export interface SortKey {
  tag: string
  /** Bytes, or milliseconds since the epoch; null sorts last, whichever way. */
  value: number | null
}

export function sortKey(
  { tag, size, createdAt }: Pick<TagRow, 'tag' | 'size' | 'createdAt'>,
  sort: TagSort,
): SortKey {
  if (sort.endsWith('size')) return { tag, value: size }
  if (sort.endsWith('created')) return { tag, value: createdAt === null ? null : Date.parse(createdAt) }
  return { tag, value: null }
}

/** Names are ordered as versions; equal sizes and dates by name. Descending begins with the newest version. */
export function compareKeys(sort: TagSort): (a: SortKey, b: SortKey) => number {
  const direction = sort.startsWith('-') ? -1 : 1
  return (a, b) => {
    if (a.value !== b.value) {
      if (a.value === null || b.value === null) return a.value === null ? 1 : -1
      return direction * (a.value - b.value)
    }
    return direction * compareTags(a.tag, b.tag)
  }
}

/** One page of sorted items after `cursor`, and the cursor of the next. Survives items that came or went. */
export function pageAfter<T>(
  sorted: readonly T[],
  page: { cursor: string | undefined; limit: number; sort: TagSort; keyOf: (item: T) => SortKey },
): { items: T[]; nextCursor: string | null } {
  const compare = compareKeys(page.sort)
  const after = page.cursor === undefined ? null : readCursor(page.cursor)
  const rest = after ? sorted.filter((item) => compare(page.keyOf(item), after) > 0) : sorted
  const items = rest.slice(0, page.limit)
  const last = items.at(-1)
  const nextCursor = last !== undefined && rest.length > items.length ? writeCursor(page.keyOf(last)) : null
  return { items, nextCursor }
}

const writeCursor = ({ tag, value }: SortKey) =>
  Buffer.from(JSON.stringify([tag, value])).toString('base64url')

function readCursor(cursor: string): SortKey {
  try {
    const [tag, value]: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (typeof tag === 'string' && (value === null || typeof value === 'number')) return { tag, value }
  } catch {
    // Told below, like any other cursor that is not one of ours.
  }
  throw new ServiceError('REQUEST_INVALID', 'The cursor is not one this list gave out.', {
    hint: 'Start again without a cursor.',
  })
}
