import 'server-only'
import { mkdtemp, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { outlived, streamed } from '@/lib/registry/stream-garbage'
import { decompressed } from './decompress'
import { createSorter } from './external-sort'
import { type EntryType, isMarker, type LayerEntry, type ListedEntry } from './layer-entry'
import { isLayerError, LayerError } from './layer-error'
import { readLine, unmarked, writeLine } from './list-line'
import { createListWriter, type ListFacts, type ListIndex } from './list-writer'
import { isPlainPath, landingPath, pathKey } from './path-key'
import { type TarEntry, tarEntries } from './tar-entries'

export interface LayerLimits {
  /** Bytes a layer may expand to however small it is, and how many times its size beyond that. */
  bytes: number
  ratio: number
  entries: number
  /** Characters of the list. */
  listCharacters: number
}

/** What reading an entry leaves behind for V8 to collect, roughly. */
export const BYTES_AN_ENTRY = 2048
/** What of it the young ones' collector takes for old, as measured. */
const AGED_BYTES_AN_ENTRY = 160

export const LAYER_LIMITS: LayerLimits = {
  bytes: 1024 ** 3,
  ratio: 200,
  entries: 10_000_000,
  listCharacters: 2 * 1024 ** 3,
}

/**
 * Writes the list of a layer from its bytes as the registry has them, in bounded memory. What is wrong with the layer
 * ends the reading and is told beside what was read; failures of the source and of the disk are thrown.
 */
export async function indexLayer(
  bytes: AsyncIterable<Uint8Array>,
  path: string,
  limits: LayerLimits = LAYER_LIMITS,
): Promise<ListIndex> {
  const entries = async function* () {
    for await (const batch of tarEntries(bounded(bytes, limits), { hashes: true }))
      yield batch.flatMap((entry) => landed(entry) ?? [])
  }
  return indexEntries(entries(), path, { limits })
}

/** The same from entries in any order, as a table of contents has them. */
export async function indexEntries(
  entries: AsyncIterable<LayerEntry[]>,
  path: string,
  { limits = LAYER_LIMITS, toc = null }: { limits?: LayerLimits; toc?: ListFacts['toc'] } = {},
): Promise<ListIndex> {
  const folder = await mkdtemp(join(dirname(path), '.reading-'))
  try {
    const sorter = createSorter(folder)
    const problem = await sortEntries(entries, sorter, limits)
    return await writeSorted(sorter.lines(), path, { problem, toc })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function sortEntries(
  entries: AsyncIterable<LayerEntry[]>,
  sorter: ReturnType<typeof createSorter>,
  limits: LayerLimits,
): Promise<LayerError | null> {
  let count = 0
  let characters = 0
  try {
    for await (const batch of entries)
      for (const entry of batch) {
        const line = writeLine(pathKey(entry.path), entry)
        streamed(BYTES_AN_ENTRY)
        outlived(AGED_BYTES_AN_ENTRY)
        count++
        characters += line.length
        if (count > limits.entries || characters > limits.listCharacters) throw tooManyEntries()
        const spilled = sorter.add(line)
        if (spilled) await spilled
      }
    return null
  } catch (error) {
    if (isLayerError(error)) return error
    throw error
  }
}

async function writeSorted(
  lines: AsyncIterable<string[]>,
  path: string,
  { problem, toc }: { problem: LayerError | null; toc: ListFacts['toc'] },
): Promise<ListIndex> {
  const writer = await createListWriter(path)
  try {
    let [key, waiting]: [string | null, ListedEntry | null] = [null, null]
    const markers = new Set<EntryType>()
    for await (const batch of lines)
      for (const line of batch) {
        const entry = readLine(line)
        streamed(BYTES_AN_ENTRY)
        if (waiting && key !== entry.key) {
          const written = writer.add(waiting)
          if (written) await written
          waiting = null
        }
        if (key !== entry.key) markers.clear()
        key = entry.key
        if (!isMarker(entry)) {
          // Of two entries of one path the later is what a pull leaves there.
          entry.earlier = waiting === null ? 0 : waiting.earlier + 1
          waiting = entry
        } else if (!markers.has(entry.type)) {
          markers.add(entry.type)
          const written = writer.add(entry)
          if (written) await written
        }
      }
    if (waiting) await writer.add(waiting)
    return await writer.finish({ toc, problem: problem && { code: problem.code, message: problem.message } })
  } catch (error) {
    await writer.abandon().catch(() => {})
    throw error
  }
}

/** Null for what is no path of the file system. */
export function landed(entry: TarEntry): LayerEntry | null {
  const landing = landingPath(entry.path)
  const plain = isPlainPath(entry.path, landing)
  const unwhited = unmarked(landing)
  if (unwhited === null) return null
  const { path, marker } = unwhited
  // Written out: millions of copies by spreading would each be a shape of their own.
  return {
    path,
    type: marker ?? entry.type,
    size: marker ? 0 : entry.size,
    mode: entry.mode,
    uid: entry.uid,
    gid: entry.gid,
    modified: entry.modified,
    linkTo: entry.linkTo,
    writtenAs: plain ? null : entry.path,
    content: marker ? null : entry.content,
    layer: 0,
    earlier: 0,
    place: null,
  }
}

/** The bytes of the tar, counted against what came in. */
export async function* bounded(
  bytes: AsyncIterable<Uint8Array>,
  limits: Pick<LayerLimits, 'bytes' | 'ratio'> = LAYER_LIMITS,
): AsyncGenerator<Uint8Array> {
  let [packed, expanded] = [0, 0]
  const counted = async function* () {
    for await (const chunk of bytes) {
      packed += chunk.byteLength
      yield chunk
    }
  }
  for await (const chunk of decompressed(counted())) {
    expanded += chunk.byteLength
    streamed(chunk.byteLength)
    if (expanded > limits.bytes && expanded > packed * limits.ratio) throw expandsTooMuch(limits.ratio)
    yield chunk
  }
}

const expandsTooMuch = (ratio: number) =>
  new LayerError(
    'LAYER_TOO_LARGE',
    `The layer expands to more than ${ratio} times its size: reading it was stopped.`,
  )
const tooManyEntries = () =>
  new LayerError('LAYER_TOO_LARGE', 'The layer has more paths than are listed: reading it was stopped.')
