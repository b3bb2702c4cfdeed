import 'server-only'
import { isRecord, type JsonRecord, parseJson, readInstant, readString } from '@/lib/oci/json'
import { decompressed } from './decompress'
import type { BlobPlace, EntryType, LayerEntry } from './layer-entry'
import { unmarked } from './list-line'
import { isPlainPath, landingPath } from './path-key'
import { placesOf } from './table-places'
import { tarEntries } from './tar-entries'

/** Bytes a table may have: it is held in memory, beside what is made of it. */
export const TABLE_BYTES_MAX = 16 * 1024 * 1024

/** Where the table of contents of a layer lies, and what it must hash to. Said by the manifest, which is verified. */
export type TableOfContents =
  /** At the end of the blob; its footer says where. `digest` is that of the JSON. */
  | { kind: 'estargz'; digest: string }
  /** `digest` is that of the compressed bytes. */
  | { kind: 'zstd:chunked'; digest: string; offset: number; size: number }

const ESTARGZ_DIGEST = 'containerd.io/snapshot/stargz/toc.digest'
const CHUNKED_DIGEST = 'io.github.containers.zstd-chunked.manifest-checksum'
const CHUNKED_POSITION = 'io.github.containers.zstd-chunked.manifest-position'
const SHA256 = /^sha256:[0-9a-f]{64}$/

/** What the annotations of a layer promise; null where they promise nothing that can be checked. */
export function tableOf(annotations: Record<string, string> | undefined): TableOfContents | null {
  const estargz = annotations?.[ESTARGZ_DIGEST]
  if (estargz && SHA256.test(estargz)) return { kind: 'estargz', digest: estargz }
  const digest = annotations?.[CHUNKED_DIGEST]
  const position = /^(\d{1,15}):(\d{1,9}):(\d{1,9}):1$/.exec(annotations?.[CHUNKED_POSITION] ?? '')
  if (!digest || !SHA256.test(digest) || !position) return null
  const [offset, size, expanded] = position.slice(1).map(Number)
  if (offset === undefined || size === undefined || (expanded ?? 0) > TABLE_BYTES_MAX) return null
  return { kind: 'zstd:chunked', digest, offset, size }
}

/** Bytes at the end of an eStargz layer that say where its table begins. */
export const FOOTER_BYTES = 51

/** Byte offset of the table in the blob; null when this is no footer. */
export function tableOffset(footer: Uint8Array): number | null {
  const found = /([0-9a-f]{16})STARGZ/.exec(Buffer.from(footer).toString('latin1'))
  const offset = found ? Number.parseInt(found[1] ?? '', 16) : Number.NaN
  return Number.isSafeInteger(offset) ? offset : null
}

/**
 * The table itself from the bytes it lies in: of eStargz those from its offset on, of zstd:chunked exactly its own.
 * `offset` is that of the first of them: the files lie in front of it. Null when they hold none, it is larger than
 * 16 MiB, or it is not what the manifest promised.
 */
export async function readTable(
  table: TableOfContents,
  { bytes, offset }: { bytes: Uint8Array; offset: number },
  sha256: (bytes: Uint8Array) => string,
): Promise<LayerEntry[] | null> {
  if (table.kind === 'zstd:chunked' && sha256(bytes) !== table.digest) return null
  const text = table.kind === 'estargz' ? await indexFile(bytes) : await collected(decompressed(once(bytes)))
  if (text === null || (table.kind === 'estargz' && sha256(text) !== table.digest)) return null
  return tableEntries(parseJson(text), offset)
}

async function* once(bytes: Uint8Array) {
  yield bytes
}

async function collected(bytes: AsyncIterable<Uint8Array>): Promise<Buffer | null> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of bytes) {
    size += part.byteLength
    if (size > TABLE_BYTES_MAX) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** The one file of the tar that ends an eStargz layer. */
async function indexFile(bytes: Uint8Array): Promise<Buffer | null> {
  const parts: Buffer[] = []
  let size = 0
  const entries = tarEntries(decompressed(once(bytes)), {
    wants: ({ path }) => path === 'stargz.index.json',
    onBytes: (part) => {
      size += part.byteLength
      if (size <= TABLE_BYTES_MAX) parts.push(Buffer.from(part))
    },
  })
  for await (const batch of entries)
    if (batch.some(({ path }) => path === 'stargz.index.json'))
      return size <= TABLE_BYTES_MAX ? Buffer.concat(parts) : null
  return null
}

const TYPES: Partial<Record<string, EntryType>> = {
  ...{ dir: 'folder', reg: 'file', symlink: 'symlink', hardlink: 'hardlink' },
  ...{ char: 'character device', block: 'block device', fifo: 'fifo' },
}

function tableEntries(json: unknown, end: number): LayerEntry[] | null {
  if (!isRecord(json) || !Array.isArray(json.entries)) return null
  const entries = json.entries.filter(isRecord)
  const places = placesOf(entries, end)
  return entries.flatMap((entry, at) => tableEntry(entry, places[at] ?? null) ?? [])
}

/** Null for chunks, which continue a file, and for what is no path. */
function tableEntry(entry: JsonRecord, place: BlobPlace | null): LayerEntry | null {
  const [name, type] = [readString(entry.name), TYPES[String(entry.type)]]
  if (name === null || type === undefined) return null
  const landing = landingPath(name)
  const found = unmarked(landing)
  if (found === null) return null
  const modified = readInstant(entry.modtime)
  const isFile = type === 'file' && found.marker === null
  const content = isFile ? base64Of(entry.digest, number(entry.size)) : null
  return {
    path: found.path,
    type: found.marker ?? type,
    size: isFile ? number(entry.size) : 0,
    mode: number(entry.mode) & 0o7777,
    uid: number(entry.uid),
    gid: number(entry.gid),
    modified: modified === null ? null : Math.floor(Date.parse(modified) / 1000),
    linkTo: type === 'symlink' || type === 'hardlink' ? readString(entry.linkName) : null,
    writtenAs: isPlainPath(name, landing) ? null : name,
    content,
    layer: 0,
    earlier: 0,
    // What cannot be checked is better read from the layer.
    place: content === null ? null : place,
  }
}

const EMPTY_SHA256 = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='

const number = (value: unknown): number =>
  Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : 0

function base64Of(digest: unknown, size: number): string | null {
  if (typeof digest === 'string' && SHA256.test(digest))
    return Buffer.from(digest.slice('sha256:'.length), 'hex').toString('base64')
  return size === 0 ? EMPTY_SHA256 : null
}
