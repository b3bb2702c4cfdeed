import 'server-only'
import type { LayerEntry } from './layer-entry'
import type { Loss } from './list-writer'

export interface Ranked {
  entry: LayerEntry
  /** Bytes it is ranked by: of a folder, all that is in it. */
  size: number
  /** Files in a folder; null for everything else. */
  files: number | null
  loss: Loss | null
}

/** Keeps the so many largest of what it is shown. */
export function createLargest(kept: number) {
  let held: Ranked[] = []
  let least = 0

  function cut() {
    held.sort((a, b) => b.size - a.size)
    held = held.slice(0, kept)
    if (held.length === kept) least = held.at(-1)?.size ?? 0
  }

  return {
    /** What takes no room is not ranked. */
    add(
      entry: LayerEntry,
      { size = entry.size, files = null, loss = null }: Partial<Omit<Ranked, 'entry'>> = {},
    ) {
      if (size <= least) return
      held.push({ entry, size, files, loss })
      // Sorted now and then: a heap would save nothing that anybody notices.
      if (held.length >= kept * 2) cut()
    },
    /** Largest first. */
    ranked(): Ranked[] {
      cut()
      return held
    },
  }
}
