import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { MadeLayer } from './make-file-image'
import { type MadeEntry, makeTar } from './make-layer'

const sha256 = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/** What a builder writes of each file into a table; `offsets` are those of the bytes of files. */
export const tableOfEntries = (entries: readonly MadeEntry[], offsets: readonly (number | null)[] = []) => ({
  version: 1,
  entries: entries.map(({ path, type = 'File', body = '', linkpath, mode = 0o644 }, place) => ({
    name: path,
    type: { File: 'reg', Directory: 'dir', SymbolicLink: 'symlink', Link: 'hardlink', FIFO: 'fifo' }[type],
    mode,
    ...(type === 'File' && { size: Buffer.byteLength(body), digest: sha256(Buffer.from(body)) }),
    ...(offsets[place] != null && { offset: offsets[place] }),
    ...(linkpath && { linkName: linkpath }),
    modtime: '1970-01-01T00:00:00Z',
  })),
})

/** A tar in pieces that are packed one by one, a new one with the bytes of every file. */
function packedInPieces(entries: readonly MadeEntry[], pack: (bytes: Uint8Array) => Buffer) {
  const packed: Buffer[] = []
  const offsets: (number | null)[] = []
  let [open, at]: [Buffer[], number] = [[], 0]
  const close = () => {
    const piece = pack(Buffer.concat(open))
    packed.push(piece)
    at += piece.byteLength
    open = []
  }
  for (const entry of entries) {
    const bytes = makeTar([entry], { end: false })
    const size = Buffer.byteLength(entry.body ?? '')
    const padded = Math.ceil(size / 512) * 512
    open.push(bytes.subarray(0, bytes.byteLength - padded))
    if (size > 0) close()
    offsets.push(size > 0 ? at : null)
    open.push(bytes.subarray(bytes.byteLength - padded))
  }
  return { bytes: () => Buffer.concat(packed), offsets, close }
}

/** An eStargz layer: its table is a gzip member of its own behind the files, its footer says where. */
export function makeEstargz(
  entries: readonly MadeEntry[],
  table: (offsets: readonly (number | null)[]) => unknown = (offsets) => tableOfEntries(entries, offsets),
): MadeLayer {
  const pieces = packedInPieces(entries, gzipSync)
  pieces.close()
  const files = pieces.bytes()
  const json = Buffer.from(JSON.stringify(table(pieces.offsets)))
  const toc = gzipSync(makeTar([{ path: 'stargz.index.json', body: json }]))
  return {
    bytes: Buffer.concat([files, toc, footer(files.byteLength)]),
    annotations: { 'containerd.io/snapshot/stargz/toc.digest': sha256(json) },
  }
}

/** An empty gzip member whose extra field holds the offset. */
function footer(offset: number): Buffer {
  const extra = Buffer.from(`${offset.toString(16).padStart(16, '0')}STARGZ`)
  const head = Buffer.from([
    0x1f,
    0x8b,
    8,
    4,
    0,
    0,
    0,
    0,
    0,
    255,
    extra.byteLength + 4,
    0,
    0x53,
    0x47,
    extra.byteLength,
    0,
  ])
  return Buffer.concat([head, extra, Buffer.from([1, 0, 0, 255, 255]), Buffer.alloc(8)])
}

/** A zstd:chunked layer as far as it is read: its table in a frame of its own, whatever the files are packed in. */
export function makeChunked(entries: readonly MadeEntry[]): MadeLayer {
  const pieces = packedInPieces(entries, zstdOf)
  pieces.close()
  const files = Buffer.concat([pieces.bytes(), zstdOf(Buffer.alloc(1024))])
  const json = Buffer.from(JSON.stringify(tableOfEntries(entries, pieces.offsets)))
  const table = zstdOf(json)
  return {
    bytes: Buffer.concat([files, skippable(table)]),
    mediaType: 'application/vnd.oci.image.layer.v1.tar+zstd',
    annotations: {
      'io.github.containers.zstd-chunked.manifest-checksum': sha256(table),
      'io.github.containers.zstd-chunked.manifest-position': `${files.byteLength + 8}:${table.byteLength}:${json.byteLength}:1`,
    },
  }
}

function skippable(content: Buffer): Buffer {
  const head = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0])
  head.writeUInt32LE(content.byteLength, 4)
  return Buffer.concat([head, content])
}

const BLOCK_BYTES_MAX = 128 * 1024

/** A zstd frame of raw blocks (RFC 8878): nothing gets smaller, every decoder reads it. */
export function zstdOf(bytes: Uint8Array): Buffer {
  // Magic number, a descriptor without sizes, and a window of 128 KiB.
  const parts: Uint8Array[] = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38])]
  for (let at = 0; at === 0 || at < bytes.byteLength; at += BLOCK_BYTES_MAX) {
    const block = bytes.subarray(at, at + BLOCK_BYTES_MAX)
    const last = at + BLOCK_BYTES_MAX >= bytes.byteLength ? 1 : 0
    const head = Buffer.alloc(3)
    head.writeUIntLE((block.byteLength << 3) | last, 0, 3)
    parts.push(head, block)
  }
  return Buffer.concat(parts)
}
