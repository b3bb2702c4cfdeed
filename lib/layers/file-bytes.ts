import 'server-only'
import { createHash } from 'node:crypto'
import { decompressed } from './decompress'
import { bounded } from './index-layer'
import type { BlobPlace, LayerEntry } from './layer-entry'
import { LayerError } from './layer-error'
import { unmarked } from './list-line'
import { landingPath, nameOf } from './path-key'
import { type TarEntry, tarEntries } from './tar-entries'

/** A file as a list has it. */
type ListedFile = Pick<LayerEntry, 'path' | 'size' | 'content' | 'earlier'>

/** The bytes of a file out of those of its layer, which are read up to its end and no further. */
export async function* fileInLayer(
  layer: AsyncIterable<Uint8Array>,
  file: ListedFile,
): AsyncGenerator<Uint8Array> {
  yield* checked(bytesInTar(bounded(layer), file), file)
}

/** The same out of that part of the layer where its table of contents says the file lies. */
export async function* fileInPart(
  part: AsyncIterable<Uint8Array>,
  { skip }: Pick<BlobPlace, 'skip'>,
  file: ListedFile,
): AsyncGenerator<Uint8Array> {
  yield* checked(slice(decompressed(part), skip, file.size), file)
}

async function* bytesInTar(tar: AsyncIterable<Uint8Array>, file: ListedFile): AsyncGenerator<Uint8Array> {
  const name = nameOf(file.path)
  let [passed, ready]: [number, Uint8Array[]] = [0, []]
  let found: TarEntry | null = null
  const entries = tarEntries(tar, {
    wants(entry) {
      const isThere = found === null && entry.path.includes(name) && landsAt(entry.path) === file.path
      if (!isThere || passed++ < file.earlier) return false
      found = entry
      return entry.type === 'file' && entry.size === file.size
    },
    onBytes: (bytes) => ready.push(bytes),
  })
  for await (const batch of entries) {
    yield* ready
    ready = []
    if (batch.some((entry) => entry === found)) return
  }
}

/** Null for a marker, which is no entry of a path. */
function landsAt(written: string): string | null {
  const found = unmarked(landingPath(written))
  return found?.marker === null ? found.path : null
}

async function* slice(bytes: AsyncIterable<Uint8Array>, from: number, size: number) {
  let [skip, left] = [from, size]
  for await (const chunk of bytes) {
    const wanted = chunk.subarray(skip, skip + left)
    skip = Math.max(0, skip - chunk.byteLength)
    left -= wanted.byteLength
    if (wanted.byteLength > 0) yield wanted
    if (left === 0) return
  }
}

/** The last bytes wait until it is known that all of them are what was listed. */
async function* checked(bytes: AsyncIterable<Uint8Array>, { size, content }: ListedFile) {
  const hash = createHash('sha256')
  let [left, held]: [number, Uint8Array | null] = [size, null]
  for await (const chunk of bytes) {
    hash.update(chunk)
    left -= chunk.byteLength
    if (held !== null) yield held
    held = chunk
  }
  if (left !== 0 || (content !== null && hash.digest('base64') !== content)) throw otherBytes()
  if (held !== null) yield held
}

const otherBytes = () =>
  new LayerError('LAYER_CORRUPT', 'The layer has other bytes in this file than its list says.')
