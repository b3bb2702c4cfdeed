import 'server-only'
import { createLargest, type Ranked } from './largest'
import { isFolder, type LayerEntry, type Totals } from './layer-entry'
import type { LayerErrorCode } from './layer-error'
import { createLineFile, type LineIndex } from './line-file'
import { impliedFolder, writeLine } from './list-line'
import { foldersOf, isInside, pathKey } from './path-key'

/** Entries that are kept by size. */
const LARGEST_KEPT = 1000

/** What is known of a whole list. */
export interface ListFacts {
  /** Lines. */
  entries: number
  files: number
  folders: number
  /** Bytes of all files. */
  size: number
  /** Bytes of files that layers above delete or replace. */
  wasted: number
  /** Largest first; the size of a folder is all that is in it. */
  largestFiles: Ranked[]
  largestFolders: Ranked[]
  lost: Ranked[]
  /** Why the list is not whole; null when it is. */
  problem: { code: LayerErrorCode; message: string } | null
  /** The kind of table of contents it was made from; null where the layer was read. */
  toc: 'estargz' | 'zstd:chunked' | null
}
export type ListIndex = LineIndex<ListFacts>

interface OpenFolder {
  entry: LayerEntry
  key: string
  before: Totals
}

/** Where a file that is not there any more went. */
export interface Loss {
  how: 'deleted' | 'replaced'
  /** Place of the layer that did it. */
  layer: number
}

/** Writes a list from entries in the order of their keys: one line a path, folders that are only implied among them. */
export async function createListWriter(path: string) {
  const file = await createLineFile<ListFacts>(path)
  const count = { entries: 0, files: 0, folders: 0, size: 0, wasted: 0 }
  const largest = {
    files: createLargest(LARGEST_KEPT),
    folders: createLargest(LARGEST_KEPT),
    lost: createLargest(LARGEST_KEPT),
  }
  const within: OpenFolder[] = []

  function leave(key: string | null) {
    for (let open = within.at(-1); open && (key === null || !isInside(key, open.key)); open = within.at(-1)) {
      within.pop()
      const size = count.size - open.before.size
      const files = count.files - open.before.files
      if (open.key !== '') largest.folders.add(open.entry, { size, files })
    }
  }

  function write(key: string, entry: LayerEntry) {
    file.add(key, writeLine(key, entry, count))
    count.entries++
    if (!isFolder(entry)) return
    count.folders++
    within.push({ entry, key, before: { files: count.files, size: count.size } })
  }

  function add(entry: LayerEntry) {
    const key = pathKey(entry.path)
    leave(key)
    const depth = within.length
    if (depth === 0 && key !== '') write('', impliedFolder('', entry.layer))
    for (const folder of foldersOf(entry.path).slice(Math.max(0, depth - 1)))
      write(pathKey(folder), impliedFolder(folder, entry.layer))
    write(key, entry)
    if (entry.type !== 'file') return
    count.files++
    count.size += entry.size
    largest.files.add(entry)
  }

  return {
    /** A promise only where something has to be written down first. Markers are told as they are. */
    add(entry: LayerEntry): Promise<void> | undefined {
      add(entry)
      return file.settle()
    },
    lose(entry: LayerEntry, loss: Loss) {
      if (entry.type !== 'file') return
      count.wasted += entry.size
      largest.lost.add(entry, { loss })
    },
    /** Only then it is a list. */
    async finish({
      problem = null,
      toc = null,
    }: Partial<Pick<ListFacts, 'problem' | 'toc'>> = {}): Promise<ListIndex> {
      leave(null)
      if (count.entries === 0) write('', impliedFolder('', 0))
      return file.finish({
        ...count,
        largestFiles: largest.files.ranked(),
        largestFolders: largest.folders.ranked(),
        lost: largest.lost.ranked(),
        problem,
        toc,
      })
    },
    abandon: file.abandon,
  }
}

export type ListWriter = Awaited<ReturnType<typeof createListWriter>>
