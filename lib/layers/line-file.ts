import 'server-only'
import { open, readFile, rename, writeFile } from 'node:fs/promises'
import { lineKey, readLines } from './external-sort'

/** Raised whenever lines or facts get another shape: files of others are made anew. */
export const LINE_FILE_VERSION = 2
const PLACE_EVERY_BYTES = 16 * 1024

/** What stands beside sorted lines: enough to go to any of them with one small read, and facts of the whole. */
export type LineIndex<Facts> = Facts & {
  version: number
  /** Byte offset of a line, and its key. */
  places: [offset: number, key: string][]
}

export const indexPath = (path: string): string => `${path}.index`

/** Writes lines in the order of their keys. Only after `finish` it is a file that can be opened. */
export async function createLineFile<Facts>(path: string) {
  const file = await open(path, 'w', 0o600)
  const places: [number, string][] = []
  let held: string[] = []
  let heldBytes = 0
  let offset = 0
  let nextPlace = 0

  async function flush() {
    if (held.length === 0) return
    const text = `${held.join('\n')}\n`
    held = []
    heldBytes = 0
    await file.write(text)
  }

  return {
    add(key: string, line: string) {
      if (offset >= nextPlace) {
        places.push([offset, key])
        nextPlace = offset + PLACE_EVERY_BYTES
      }
      const bytes = Buffer.byteLength(line) + 1
      held.push(line)
      heldBytes += bytes
      offset += bytes
    },
    /** A promise only where there is something to write down. */
    settle: (): Promise<void> | undefined => (heldBytes >= PLACE_EVERY_BYTES ? flush() : undefined),
    async finish(facts: Facts): Promise<LineIndex<Facts>> {
      await flush()
      await file.close()
      const index = { ...facts, version: LINE_FILE_VERSION, places }
      const part = `${indexPath(path)}.part`
      await writeFile(part, JSON.stringify(index), { mode: 0o600 })
      await rename(part, indexPath(path))
      return index
    },
    abandon: () => file.close(),
  }
}

export interface LineFile<Facts> {
  index: LineIndex<Facts>
  /** Lines in order, from a key on, as many at a time as one read holds. */
  lines(from?: string): AsyncGenerator<string[]>
  close(): Promise<void>
}

/** Opens what was finished; null where there is nothing. Nothing but the index is held in memory. */
export async function openLineFile<Facts>(
  path: string,
  known?: LineIndex<Facts>,
): Promise<LineFile<Facts> | null> {
  const index = known ?? (await readLineIndex<Facts>(path))
  const file = index && (await open(path, 'r').catch(() => null))
  if (!index || !file) return null
  return {
    index,
    async *lines(from = '') {
      let skipping = from !== ''
      for await (const batch of readLines(file, offsetOf(index.places, from))) {
        const first = skipping ? batch.findIndex((line) => lineKey(line) >= from) : 0
        if (first < 0) continue
        skipping = false
        yield first === 0 ? batch : batch.slice(first)
      }
    },
    close: () => file.close(),
  }
}

/** Null where there is none, where it is damaged, or where another version wrote it. */
export async function readLineIndex<Facts>(path: string): Promise<LineIndex<Facts> | null> {
  try {
    const index = JSON.parse(await readFile(indexPath(path), 'utf8')) as LineIndex<Facts>
    return index.version === LINE_FILE_VERSION ? index : null
  } catch {
    return null
  }
}

/** Where to begin to read so as not to miss a key. */
function offsetOf(places: readonly [number, string][], key: string): number {
  let [low, high] = [0, places.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle]?.[1] ?? '') < key) low = middle + 1
    else high = middle
  }
  // Lines of the same key may stand in front of the place that names it.
  return places[Math.max(0, low - 1)]?.[0] ?? 0
}
