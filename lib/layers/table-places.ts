import 'server-only'
import type { JsonRecord } from '@/lib/oci/json'
import type { BlobPlace } from './layer-entry'

/**
 * Where the files of a table of contents lie in the blob, by the place of their entries; null for what has no bytes or
 * makes no sense. The chunks of a file follow its entry, and one another in the blob with nothing between them: from
 * the first on they unpack to the file. `end`: the first byte behind all files.
 */
export function placesOf(entries: readonly JsonRecord[], end: number): (BlobPlace | null)[] {
  const starts = new Set(entries.flatMap(({ offset }) => byteAt(offset) ?? []))
  const ordered = [...starts, end].sort((a, b) => a - b)
  return entries.map((entry, at) => {
    const [from, last] = [byteAt(entry.offset), lastStart(entries, at)]
    if (entry.type !== 'reg' || from === null || last === null) return null
    const to = byteAt(entry.endOffset) ?? firstAfter(ordered, last)
    const skip = byteAt(entry.innerOffset) ?? 0
    return to !== null && to > last && to <= end ? { from, to, skip } : null
  })
}

/** Where the last chunk of a file begins; null where they do not follow one another. */
function lastStart(entries: readonly JsonRecord[], file: number): number | null {
  const name = entries[file]?.name
  let last = byteAt(entries[file]?.offset)
  for (let at = file + 1; last !== null && entries[at]?.type === 'chunk'; at++) {
    const start = byteAt(entries[at]?.offset)
    last = start !== null && start >= last && entries[at]?.name === name ? start : null
  }
  return last
}

function byteAt(value: unknown): number | null {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : null
}

function firstAfter(ordered: readonly number[], start: number): number | null {
  let [low, high] = [0, ordered.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ordered[middle] ?? 0) <= start) low = middle + 1
    else high = middle
  }
  return ordered[low] ?? null
}
