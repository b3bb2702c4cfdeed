import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

/**
 * A layer as builders write it: a gzip-compressed tar. The same arguments give the same bytes.
 * @param {{ path: string, content: Uint8Array }[]} files
 * @param {Date} modified
 * @returns {{ blob: Buffer, diffId: string }} `diffId` is the digest of the tar before compression
 */
export function tarLayer(files, modified) {
  const parts = files.flatMap(({ path, content }) => [
    header(path, content.length, modified),
    padded(content),
  ])
  const tar = Buffer.concat([...parts, Buffer.alloc(1024)])
  return { blob: gzipSync(tar, { level: 9 }), diffId: sha256(tar) }
}

/** @param {Uint8Array} bytes */
export const sha256 = (bytes) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/**
 * Bytes that look random, do not compress, and depend on the key alone.
 * @param {string} key
 * @param {number} length
 */
export function bytesOf(key, length) {
  const blocks = []
  for (let size = 0; size < length; size += 32)
    blocks.push(createHash('sha256').update(`${key} ${size}`).digest())
  return Buffer.concat(blocks).subarray(0, length)
}

/** A ustar header: fixed fields, numbers in octal, and a checksum over itself. */
function header(path, size, modified) {
  const block = Buffer.alloc(512)
  const octal = (value, width) => value.toString(8).padStart(width - 1, '0')
  block.write(path, 0)
  block.write(octal(0o644, 8), 100)
  block.write(octal(0, 8), 108)
  block.write(octal(0, 8), 116)
  block.write(octal(size, 12), 124)
  block.write(octal(Math.floor(modified.getTime() / 1000), 12), 136)
  block.write('        ', 148)
  block.write('0', 156)
  block.write('ustar\u000000', 257)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

const padded = (content) => Buffer.concat([content, Buffer.alloc((512 - (content.length % 512)) % 512)])
