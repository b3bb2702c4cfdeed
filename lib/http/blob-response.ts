import 'server-only'
import { Readable } from 'node:stream'

/** What a browser shows by itself as a picture. Everything else it gets as text or as bytes to save. */
const PICTURES: Partial<Record<string, string>> = {
  ...{ png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp' },
  ...{ svg: 'image/svg+xml', ico: 'image/x-icon', avif: 'image/avif', bmp: 'image/bmp' },
}

interface FileOfImage {
  path: string
  /** Bytes that follow. */
  size: number
  bytes: AsyncIterable<Uint8Array>
  download: boolean
}

/**
 * A file somebody put into an image: never more than bytes, a picture or plain text to a browser, whatever it holds.
 * A document of it runs nothing and loads nothing.
 */
export function blobResponse({ path, size, bytes, download }: FileOfImage): Response {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  const picture = download ? undefined : PICTURES[extension]
  const type = download ? 'application/octet-stream' : (picture ?? 'text/plain; charset=utf-8')
  const body = Readable.toWeb(Readable.from(bytes, { objectMode: false })) as ReadableStream<Uint8Array>
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
      'content-disposition': `${download ? 'attachment' : 'inline'}; filename*=UTF-8''${encodeName(name)}`,
      'manifold-content-length': String(size),
    },
  })
}

/** As RFC 8187 wants it; what is no well-formed text has no name. */
function encodeName(name: string): string {
  try {
    return encodeURIComponent(name).replace(/['()*]/g, (it) => `%${it.charCodeAt(0).toString(16)}`)
  } catch {
    return 'file'
  }
}
