import 'server-only'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Decompress } from 'fzstd'
import { isLayerError, LayerError } from './layer-error'

export type Compression = 'gzip' | 'zstd' | 'none'

const GZIP = [0x1f, 0x8b]
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd]
/** A skippable frame, as zstd:chunked puts around its own records: its first byte is 0x50 to 0x5f. */
const ZSTD_SKIPPABLE = [0x2a, 0x4d, 0x18]

/** Compressions that some builders knew once. They are told by name: what is in them is no broken tar. */
const OTHERS = {
  xz: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
  bzip2: [0x42, 0x5a, 0x68, null, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59],
  lz4: [0x04, 0x22, 0x4d, 0x18],
}
const START_BYTES = 10

/** By what the bytes are: media types are wrong often enough. */
export function compressionOf(start: Uint8Array): Compression {
  const begins = (magic: number[], at = 0) => magic.every((byte, place) => start[at + place] === byte)
  if (begins(GZIP)) return 'gzip'
  if (begins(ZSTD) || (begins(ZSTD_SKIPPABLE, 1) && ((start[0] ?? 0) & 0xf0) === 0x50)) return 'zstd'
  return 'none'
}

/** The bytes of a tar. Throws `LayerError` where a stream is damaged or ends too early; nothing is held back. */
export async function* decompressed(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]()
  try {
    const start = await firstBytes(iterator)
    const compression = compressionOf(start)
    refuseOthers(start)
    const all = chained(start, iterator)
    if (compression === 'gzip') yield* gunzipped(all)
    else if (compression === 'zstd') yield* unzstd(all)
    else yield* all
  } finally {
    await iterator.return?.()
  }
}

function refuseOthers(start: Uint8Array) {
  for (const [name, magic] of Object.entries(OTHERS))
    if (magic.every((byte, place) => byte === null || start[place] === byte))
      throw new LayerError(
        'LAYER_UNSUPPORTED',
        `This layer is compressed with ${name}; files are listed of gzip, zstd and uncompressed layers.`,
      )
}

/** Enough bytes to tell, unless there are less. */
async function firstBytes(iterator: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let start: Uint8Array = new Uint8Array()
  while (start.byteLength < START_BYTES) {
    const { done, value } = await iterator.next()
    if (done) break
    start = start.byteLength === 0 ? value : Buffer.concat([start, value])
  }
  return start
}

async function* chained(start: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (start.byteLength > 0) yield start
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
}

async function* gunzipped(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  // A failure of the source reaches whoever reads through the pipeline, as itself.
  const inflated = pipeline(Readable.from(bytes, { objectMode: false }), createGunzip(), () => {})
  try {
    for await (const chunk of inflated) yield chunk
  } catch (error) {
    throw isZlibError(error) ? brokenStream('gzip', error) : error
  }
}

const isZlibError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^Z_/.test(String(error.code))

/** A block of four bytes may stand for 128 KiB: what one piece expands to is in memory at once. */
const PIECE_BYTES = 256
/** A frame may ask for a window of gigabytes. This is what other decoders allow, and more than builders use. */
const WINDOW_BYTES_MAX = 128 * 1024 * 1024

async function* unzstd(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = []
  const decoder = boundedDecoder((chunk) => {
    if (chunk.byteLength > 0) ready.push(chunk)
  })
  const push = (piece: Uint8Array, last: boolean): Uint8Array[] => {
    try {
      decoder.push(piece, last)
    } catch (error) {
      throw isLayerError(error) ? error : brokenStream('zstd', error)
    }
    const expanded = ready
    if (expanded.length > 0) ready = []
    return expanded
  }
  for await (const chunk of bytes)
    for (let at = 0; at < chunk.byteLength; at += PIECE_BYTES)
      yield* push(chunk.subarray(at, at + PIECE_BYTES), false)
  yield* push(new Uint8Array(), true)
}

/** The library makes room for a frame's window as soon as it reads its head, and asks nobody: `s` is that head. */
function boundedDecoder(onData: (chunk: Uint8Array) => void): Decompress {
  const decoder = new Decompress(onData)
  let frame: unknown
  Object.defineProperty(decoder, 's', {
    get: () => frame,
    set(next: unknown) {
      if (typeof next === 'object' && next !== null && 'e' in next && Number(next.e) > WINDOW_BYTES_MAX)
        throw new LayerError(
          'LAYER_TOO_LARGE',
          'The zstd stream of the layer asks for too much memory to read it.',
        )
      frame = next
    },
  })
  return decoder
}

const brokenStream = (kind: string, cause: unknown) =>
  new LayerError('LAYER_CORRUPT', `The ${kind} stream of the layer is damaged or ends too early.`, { cause })
