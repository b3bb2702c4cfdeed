import 'server-only'
import { streamed } from '@/lib/registry/stream-garbage'
import type { FileList } from './file-list'
import { BYTES_AN_ENTRY } from './index-layer'
import { isFolder, type ListedEntry } from './layer-entry'
import { impliedFolder, readLine } from './list-line'
import { createListWriter, type ListIndex, type ListWriter, type Loss } from './list-writer'
import { isInside } from './path-key'

/**
 * Writes the list of what a container sees: of every path the topmost layer's entry, unless a whiteout, an opaque folder
 * or something that is no folder above hides it. `lists` are those of the layers, lowest first, with their places in
 * the image. Takes a line of each layer at a time into memory.
 *
 * A folder is no less one where nothing but paths in it imply it: over a link of a lower layer it stands in the link's
 * place. So it is in a container, whose layers lie one over the other. Tools that unpack them into one tree, as umoci
 * does, write through the link instead.
 */
export async function mergeLayers(
  lists: readonly { list: FileList; layer: number }[],
  path: string,
): Promise<ListIndex> {
  const writer = await createListWriter(path)
  try {
    const cursors = await Promise.all(lists.map(({ list, layer }) => openCursor(list, layer)))
    const merge = createMerge(writer)
    for (let group = await nextGroup(cursors); group.length > 0; group = await nextGroup(cursors))
      await merge(group)
    return await writer.finish()
  } catch (error) {
    await writer.abandon().catch(() => {})
    throw error
  }
}

interface Cursor {
  layer: number
  entry: ListedEntry | null
  advance(): Promise<void> | undefined
}

async function openCursor(list: FileList, layer: number): Promise<Cursor> {
  const lines = list.lines()
  let batch: string[] = []
  let at = 0
  const cursor: Cursor = {
    layer,
    entry: null,
    advance: () => (++at < batch.length ? void take() : refill()),
  }
  function take() {
    const line = batch[at]
    cursor.entry = line === undefined ? null : readLine(line)
    if (cursor.entry) cursor.entry.layer = layer
    streamed(BYTES_AN_ENTRY)
  }
  async function refill() {
    do {
      const next = await lines.next()
      batch = next.done ? [] : next.value
      at = 0
      if (next.done) break
    } while (batch.length === 0)
    take()
  }
  await refill()
  return cursor
}

/** All entries of the least key there is, topmost layer first; empty at the end. */
async function nextGroup(cursors: readonly Cursor[]): Promise<ListedEntry[]> {
  let least: string | null = null
  for (const { entry } of cursors) if (entry && (least === null || entry.key < least)) least = entry.key
  const group: ListedEntry[] = []
  for (const cursor of cursors)
    while (cursor.entry && cursor.entry.key === least) {
      group.push(cursor.entry)
      const advanced = cursor.advance()
      if (advanced) await advanced
    }
  return group.reverse()
}

/** What hides the layers below `below` in a folder and everything in it. */
interface Cover {
  key: string
  below: number
  loss: Loss
}

function createMerge(writer: ListWriter) {
  const covers: Cover[] = []

  /** The cover that hides an entry, or null. Those further out may hide more layers than the inner ones. */
  const coverOf = (layer: number): Cover | null => covers.find(({ below }) => layer < below) ?? null

  return async (group: readonly ListedEntry[]): Promise<void> => {
    const [{ key } = { key: '' }] = group
    for (let last = covers.at(-1); last && !isInside(key, last.key); last = covers.at(-1)) covers.pop()
    const seen: ListedEntry[] = []
    for (const entry of group) {
      const cover = coverOf(entry.layer)
      if (cover) writer.lose(entry, cover.loss)
      else seen.push(entry)
    }
    const shown = visible(seen, writer)
    covers.push(...coversFrom(seen, shown, key))
    if (shown) {
      const written = writer.add(shown)
      if (written) await written
    }
  }
}

/** Of the entries of one path, topmost first, the one a container sees. The others are lost. */
function visible(seen: readonly ListedEntry[], writer: ListWriter): ListedEntry | null {
  let shown: ListedEntry | null = null
  let hiddenBy: Loss | null = null
  for (const each of seen) {
    // Where nothing else names it, the marker alone makes the folder be there.
    const entry = each.type === 'opaque' ? { ...each, ...impliedFolder(each.path, each.layer) } : each
    // A whiteout hides what is below its layer, never what its own layer puts there.
    if (hiddenBy !== null && entry.layer < hiddenBy.layer) writer.lose(entry, hiddenBy)
    else if (entry.type === 'whiteout')
      hiddenBy ??= { how: shown ? 'replaced' : 'deleted', layer: entry.layer }
    else if (shown === null) shown = entry
    else if (isFolder(shown) && isFolder(entry)) shown = shown.mode === null ? entry : shown
    else {
      writer.lose(entry, { how: 'replaced', layer: shown.layer })
      hiddenBy ??= { how: 'replaced', layer: shown.layer }
    }
  }
  return shown
}

/** What the entries of one path hide of that which lies in it. */
function coversFrom(seen: readonly ListedEntry[], shown: ListedEntry | null, key: string): Cover[] {
  const found: Cover[] = []
  for (const { type, layer } of seen) {
    if (type === 'folder') continue
    if (type === 'opaque') found.push({ key, below: layer, loss: { how: 'deleted', layer } })
    else if (type === 'whiteout')
      found.push({ key, below: layer, loss: { how: shown ? 'replaced' : 'deleted', layer } })
    // No folder: everything that lower layers have in it is gone.
    else found.push({ key, below: layer, loss: { how: 'replaced', layer } })
  }
  return found
}
