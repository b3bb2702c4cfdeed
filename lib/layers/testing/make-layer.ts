import { gzipSync } from 'node:zlib'
import { Header } from 'tar'

/** One entry of a layer a test makes. Sizes come from the body. */
export interface MadeEntry {
  path: string
  type?: 'File' | 'Directory' | 'SymbolicLink' | 'Link' | 'FIFO'
  body?: string | Uint8Array
  linkpath?: string
  mode?: number
  uid?: number
  gid?: number
  mtime?: Date
}

/** A tar with exactly these entries, in their order. */
export function makeTar(entries: readonly MadeEntry[], { end = true } = {}): Buffer {
  const parts: Buffer[] = []
  for (const { body = '', type = 'File', ...entry } of entries) {
    const bytes = Buffer.from(body)
    parts.push(headerOf({ ...entry, type, size: bytes.byteLength }), bytes)
    parts.push(Buffer.alloc((512 - (bytes.byteLength % 512)) % 512))
  }
  if (end) parts.push(Buffer.alloc(1024))
  return Buffer.concat(parts)
}

export const makeLayer = (entries: readonly MadeEntry[]): Buffer => gzipSync(makeTar(entries))

/** The header of one entry, a pax one in front where its path is long or not ASCII. */
export function headerOf(entry: Omit<MadeEntry, 'body'> & { size: number }): Buffer {
  const block = Buffer.alloc(512)
  const header = new Header({
    ...{ mode: 0o644, uid: 0, gid: 0, mtime: new Date(0), uname: '', gname: '' },
    ...entry,
    type: entry.type ?? 'File',
  })
  const needsPax = header.encode(block, 0)
  if (!needsPax) return block
  const records = [
    record('path', entry.path),
    ...(entry.linkpath === undefined ? [] : [record('linkpath', entry.linkpath)]),
  ].join('')
  const bytes = Buffer.from(records)
  const pax = Buffer.alloc(512)
  new Header({
    ...{ path: 'PaxHeader', mode: 0o644, uid: 0, gid: 0, mtime: new Date(0), uname: '', gname: '' },
    type: 'ExtendedHeader',
    size: bytes.byteLength,
  }).encode(pax, 0)
  const padding = Buffer.alloc((512 - (bytes.byteLength % 512)) % 512)
  return Buffer.concat([pax, bytes, padding, block])
}

function record(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`
  const length = Buffer.byteLength(rest)
  let total = length + String(length).length
  if (String(total).length !== String(length).length) total = length + String(total).length
  return `${total}${rest}`
}

/** Bytes as a stream brings them: in pieces. */
export async function* inPieces(bytes: Uint8Array, size = 16 * 1024): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size)
}
