import 'server-only'
import { createHash, type Hash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { UploadSource } from './client-types'
import { RegistryError } from './errors'

/** The hash as it stood after `offset` bytes. */
interface Mark {
  offset: number
  hash: Hash
}

const MARK_EVERY_BYTES = 256 * 1024
/** 64 MiB: far more than can be on its way between us and what a registry has stored. */
const MARKS_MAX = 256
/** A source that is cut this often without a byte in between will not get better. */
const FRUITLESS_MAX = 2

export type OutgoingBlob = ReturnType<typeof createOutgoingBlob>

/**
 * The bytes of one blob on their way out, hashed as they go. It can go on from any byte a registry says it has:
 * the hash goes back to the last mark before it, and the source is opened again from there. The last chunk waits
 * for the verdict, so that a lie never arrives complete; `lie` makes the error.
 */
export function createOutgoingBlob(source: UploadSource, lie: () => Error) {
  const [algorithm = '', hex] = source.digest.split(':')
  const start: Mark = { offset: 0, hash: createHash(algorithm) }
  let marks: Mark[] = []

  function mark(offset: number, hash: Hash) {
    if (offset - (marks.at(-1)?.offset ?? 0) < MARK_EVERY_BYTES) return
    marks.push({ offset, hash: hash.copy() })
    if (marks.length > MARKS_MAX) marks.shift()
  }

  async function* bytes(from: number, signal: AbortSignal, onSize: (size: number) => void) {
    marks = marks.filter(({ offset }) => offset <= from)
    const known = marks.at(-1) ?? start
    const hash = known.hash.copy()
    let size = known.offset
    let held: Uint8Array | null = null
    for await (const chunk of unbroken(source, size, signal)) {
      hash.update(chunk)
      size += chunk.byteLength
      if (size > source.size) throw lie()
      mark(size, hash)
      if (size <= from) continue
      if (held !== null) yield held
      held = chunk.subarray(Math.max(0, chunk.byteLength - (size - from)))
      onSize(size)
    }
    if (hash.digest('hex') !== hex || size !== source.size) throw lie()
    if (held !== null) yield held
  }

  return {
    /** Opens it from a byte on. `onSize` is told how many bytes of the whole have been read. */
    open(from: number, onSize: (size: number) => void): Readable {
      const ended = new AbortController()
      const readable = Readable.from(bytes(from, ended.signal, onSize), { objectMode: false })
      // Whoever gives the stream up gives its source up too, even where that is just being waited for.
      readable.once('close', () => ended.abort())
      return readable
    },
  }
}

/** The source from a byte to its end: where its connection breaks, it is opened again from where it stopped. */
async function* unbroken(
  source: UploadSource,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let at = from
  for (let fruitless = 0; ; ) {
    const bytes = await source.open(signal, at)
    try {
      for await (const chunk of bytes as AsyncIterable<Uint8Array>) {
        at += chunk.byteLength
        fruitless = 0
        yield chunk
      }
      return
    } catch (error) {
      const mayHeal = error instanceof RegistryError && error.details.retryable === true
      if (signal.aborted || !mayHeal || ++fruitless > FRUITLESS_MAX) throw error
    } finally {
      bytes.destroy()
    }
  }
}
