const SNIFFED = 8 * 1024

/**
 * The text of a file's first bytes; null where they are something else: a zero byte early on, or no UTF-8.
 * `isCut`: the file goes on, so that the last character may be half there.
 */
export function textOf(bytes: Uint8Array, isCut: boolean): string | null {
  if (bytes.subarray(0, SNIFFED).includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut })
  } catch {
    // Not UTF-8.
    return null
  }
}

const WIDTH = 16

/** Bytes as `hexdump -C` writes them: place, hexadecimal, and what of it is ASCII. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let at = 0; at < bytes.byteLength; at += WIDTH) {
    const row = [...bytes.subarray(at, at + WIDTH)]
    const pairs = row.map((byte) => byte.toString(16).padStart(2, '0'))
    const halves = [pairs.slice(0, WIDTH / 2), pairs.slice(WIDTH / 2)].map((half) =>
      half.join(' ').padEnd(23),
    )
    const ascii = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('')
    lines.push(`${at.toString(16).padStart(8, '0')}  ${halves.join('  ')}  |${ascii}|`)
  }
  return lines.join('\n')
}

const PICTURES = new Set(['png', 'jpg', 'jpeg', 'gif', 'webp', 'svg', 'ico', 'avif', 'bmp'])

/** Whether a browser shows it as a picture, told by its name. */
export function isPicture(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return PICTURES.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase()) && name.includes('.')
}
