import 'server-only'
import { createHash, type Hash, hash } from 'node:crypto'
import { Parser, type ReadEntry } from 'tar'
import { type Compression, compressionOf } from './decompress'
import type { EntryType } from './layer-entry'
import { LayerError } from './layer-error'

/** One entry of a tar, as written there. */
export interface TarEntry {
  path: string
  type: Exclude<EntryType, 'whiteout' | 'opaque'>
  size: number
  mode: number
  uid: number
  gid: number
  /** Seconds since the epoch; null where it says none. */
  modified: number | null
  linkTo: string | null
  /** SHA-256 of a file's bytes in base64; null for all but files, and where nobody asked. */
  content: string | null
}

const TYPES: Partial<Record<string, TarEntry['type']>> = {
  File: 'file',
  OldFile: 'file',
  ContiguousFile: 'file',
  Directory: 'folder',
  GNUDumpDir: 'folder',
  SymbolicLink: 'symlink',
  Link: 'hardlink',
  CharacterDevice: 'character device',
  BlockDevice: 'block device',
  FIFO: 'fifo',
}

/** What Linux takes. A header may say a megabyte. */
const PATH_CHARACTERS_MAX = 4096
const BLOCK_BYTES = 512

export interface TarWatcher {
  /** Whether the bytes of an entry are wanted: asked of each, in their order. They come by `onBytes`, before the entry itself. */
  wants?: (entry: TarEntry) => boolean
  onBytes?: (bytes: Buffer) => void
  /** Without it no file is hashed. */
  hashes?: boolean
}

/**
 * The entries of a tar, those of one chunk at a time; where bytes are watched, after every chunk. Throws `LayerError` where it is none, or breaks off: what was
 * whole until there has been told.
 */
export async function* tarEntries(
  bytes: AsyncIterable<Uint8Array>,
  watcher: TarWatcher = {},
): AsyncGenerator<TarEntry[]> {
  const reading = createReading(watcher)
  for await (const chunk of bytes) {
    reading.write(chunk)
    const found = reading.take()
    if (found.length > 0 || watcher.onBytes) yield found
    reading.check()
  }
  reading.end()
  yield reading.take()
  reading.check()
}

function createReading(watcher: TarWatcher) {
  let found: TarEntry[] = []
  let failure: LayerError | null = null
  // Does not keep the rest from being read.
  let loss: LayerError | null = null
  let ended = false
  let started = 0
  const fail = (error: LayerError) => {
    failure ??= error
  }
  const parser = new Parser({
    onReadEntry: (entry) => {
      const problem = readEntry(entry, watcher, (told) => found.push(told))
      if (problem) fail(problem)
    },
    onwarn: (code, message) => {
      const truncated = /Truncated/.test(String(message))
      if (truncated || code === 'TAR_BAD_ARCHIVE' || code === 'TAR_ABORT')
        fail(truncated ? brokenOff() : noTar())
      else if (code === 'TAR_ENTRY_INVALID' && /checksum/.test(String(message))) fail(damagedEntry())
      else if (code === 'TAR_ENTRY_INVALID') loss ??= lostEntry()
    },
  })
  parser.on('eof', () => {
    ended = true
  })
  return {
    /** What follows the end of the archive is passed over. */
    write(chunk: Uint8Array) {
      const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      // The parser would unpack what is packed twice, without a bound.
      if (started === 0 && isPacked(compressionOf(chunk))) throw noTar()
      started += chunk.byteLength
      if (!ended) parser.write(buffer)
    },
    end() {
      if (started === 0) return
      if (started < BLOCK_BYTES) fail(noTar())
      parser.end()
      failure ??= loss
    },
    take() {
      const taken = found
      found = []
      return taken
    },
    check() {
      if (failure !== null) throw failure
    },
  }
}

const isPacked = (compression: Compression): boolean => compression !== 'none'

function readEntry(
  entry: ReadEntry,
  watcher: TarWatcher,
  tell: (entry: TarEntry) => void,
): LayerError | null {
  const type = TYPES[entry.type]
  if (type === undefined) {
    entry.resume()
    return null
  }
  if (entry.path.length > PATH_CHARACTERS_MAX || (entry.linkpath?.length ?? 0) > PATH_CHARACTERS_MAX) {
    entry.resume()
    return new LayerError('LAYER_CORRUPT', 'The layer has a path of more than 4,096 characters.')
  }
  const told = describe(entry, type)
  const wanted = watcher.wants?.(told) ?? false
  if (type !== 'file') {
    entry.resume()
    tell(told)
    return null
  }
  let hashing: Hash | null = null
  entry.on('data', (bytes: Buffer) => {
    if (wanted) watcher.onBytes?.(bytes)
    if (!watcher.hashes) return
    if (bytes.byteLength === entry.size) told.content = hash('sha256', bytes, 'base64')
    else {
      hashing ??= createHash('sha256')
      hashing.update(bytes)
    }
  })
  entry.on('end', () => {
    if (entry.remain > 0) return
    if (hashing) told.content = hashing.digest('base64')
    else if (watcher.hashes) told.content ??= hash('sha256', '', 'base64')
    tell(told)
  })
  return null
}

function describe(entry: ReadEntry, type: TarEntry['type']): TarEntry {
  const seconds = entry.mtime ? Math.floor(entry.mtime.getTime() / 1000) : null
  return {
    path: entry.path,
    type,
    size: type === 'file' ? Math.max(0, entry.size) : 0,
    mode: (entry.mode ?? 0) & 0o7777,
    uid: whole(entry.uid),
    gid: whole(entry.gid),
    modified: seconds !== null && Number.isSafeInteger(seconds) ? seconds : null,
    linkTo: type === 'symlink' || type === 'hardlink' ? (entry.linkpath ?? null) : null,
    content: null,
  }
}

const whole = (value: number | undefined): number =>
  value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : 0

const noTar = () => new LayerError('LAYER_CORRUPT', 'The layer is no tar archive.')
const brokenOff = () =>
  new LayerError('LAYER_CORRUPT', 'The tar archive of the layer breaks off before its end.')
const damagedEntry = () =>
  new LayerError('LAYER_CORRUPT', 'An entry of the layer\u2019s tar archive is damaged.')
const lostEntry = () =>
  new LayerError(
    'LAYER_CORRUPT',
    'The layer\u2019s tar archive has entries that make no sense; they are not listed.',
  )
