import 'server-only'
import { type Asked, registryError } from './errors'
import type { WireResponse } from './transport'

export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError'
  constructor(readonly bytesMax: number) {
    super(`The answer is larger than ${bytesMax} bytes.`)
  }
}

/** Reads a whole body of at most `bytesMax` bytes. Over it: `BodyTooLargeError`, and the rest is never read. */
export async function readBody({ headers, body }: WireResponse, bytesMax: number): Promise<Uint8Array> {
  const told = Number(headers['content-length'])
  if (told > bytesMax) {
    discard(body)
    throw new BodyTooLargeError(bytesMax)
  }
  // No body is longer than it says, and without a look at every part it is read at half the cost.
  if (told <= bytesMax) {
    const { buffer, byteOffset, byteLength } = await body.bytes()
    return Buffer.from(buffer, byteOffset, byteLength)
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > bytesMax) throw new BodyTooLargeError(bytesMax)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

/** As much of a body as fits, for messages. What goes wrong while reading it is no news beside the status. */
export async function readBodyStart({ body }: WireResponse, bytesMax: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      chunks.push(chunk.subarray(0, bytesMax - size))
      size += chunk.byteLength
      if (size >= bytesMax) break
    }
  } catch {
    // A broken error page still has the status that matters.
  }
  return Buffer.concat(chunks)
}

/** Lets the connection go on serving where little is left to read, and closes it where much is. */
export async function drain({ body }: WireResponse): Promise<void> {
  await body.dump({ limit: DRAIN_BYTES_MAX })
}

const DRAIN_BYTES_MAX = 64 * 1024

/** We asked for bytes as they are: anything else would be inflated, or hashed, wrongly. */
export function refuseEncoding({ headers, body }: WireResponse, asked: Asked) {
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding === 'identity' || encoding === '') return
  discard(body)
  throw registryError(
    asked,
    'REGISTRY_INCONSISTENT',
    `${asked.registry} compressed an answer although it was asked not to. Check the proxy before it.`,
  )
}

function discard(body: WireResponse['body']) {
  body.on('error', () => {})
  body.destroy()
}
