import 'server-only'
import type { z } from 'zod'
import { ServiceError } from '@/lib/services/service-error'

/** 1 MiB: a spec of a thousand entries is a quarter of it. */
export const BODY_BYTES_MAX = 1024 * 1024

/** A JSON or YAML body through its schema; YAML is taken as the text of `spec`. */
export async function readBody<Body extends z.ZodType>(
  schema: Body | undefined,
  request: Request,
): Promise<z.output<Body>> {
  if (!schema) return undefined as z.output<Body>
  const mediaType = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (mediaType === 'application/json') return schema.parse(parseJson(await readText(request)))
  if (mediaType === 'application/yaml') return schema.parse({ spec: await readText(request) })
  throw new ServiceError('MEDIA_TYPE_UNSUPPORTED', `A body of type "${mediaType}" cannot be read here.`, {
    hint: 'Send application/json or application/yaml.',
  })
}

/** Counts while it reads: a body that never ends is refused at the limit, not at the end. */
async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length')) > BODY_BYTES_MAX) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bodyChunks(request)) {
    size += chunk.byteLength
    if (size > BODY_BYTES_MAX) throw tooLarge()
    chunks.push(chunk)
  }
  return decode(Buffer.concat(chunks))
}

async function* bodyChunks(request: Request): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader()
  if (!reader) return
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    // Left early: the rest is not wanted. The client may be gone already, which is fine.
    await reader.cancel().catch(() => {})
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new ServiceError('REQUEST_INVALID', 'The body is not UTF-8 text.', { cause })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ServiceError('REQUEST_INVALID', 'The body is not valid JSON.', { cause })
  }
}

const tooLarge = () =>
  new ServiceError('BODY_TOO_LARGE', 'The body is larger than 1 MiB.', {
    hint: 'A composition is a short text: check that the right file was sent.',
  })
