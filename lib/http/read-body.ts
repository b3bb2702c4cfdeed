import 'server-only'
import type { z } from 'zod'
import type { Endpoint } from '@/lib/contract/endpoint'
import { ServiceError } from '@/lib/services/service-error'

/** 1 MiB: a spec of a thousand entries is a quarter of it. */
export const BODY_BYTES_MAX = 1024 * 1024

/** A JSON or YAML body through its schema; YAML is taken as the text of `spec`. */
export async function readBody<Body extends z.ZodType>(
  { body, bodyType, bodyBytesMax = BODY_BYTES_MAX }: Pick<Endpoint<z.ZodType, Body>, BodyKey>,
  request: Request,
): Promise<z.output<Body>> {
  if (!body) return undefined as z.output<Body>
  const mediaType = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (mediaType === (bodyType ?? 'application/json'))
    return body.parse(parseJson(await readText(request, bodyBytesMax)))
  if (mediaType === 'application/yaml' && !bodyType)
    return body.parse({ spec: await readText(request, bodyBytesMax) })
  throw new ServiceError('MEDIA_TYPE_UNSUPPORTED', `A body of type "${mediaType}" cannot be read here.`, {
    hint: `Send ${bodyType ?? 'application/json or application/yaml'}.`,
  })
}

type BodyKey = 'body' | 'bodyType' | 'bodyBytesMax'

/** Counts while it reads: a body that never ends is refused at the limit, not at the end. */
async function readText(request: Request, bytesMax: number): Promise<string> {
  if (Number(request.headers.get('content-length')) > bytesMax) throw tooLarge(bytesMax)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bodyChunks(request)) {
    size += chunk.byteLength
    if (size > bytesMax) throw tooLarge(bytesMax)
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

const tooLarge = (bytesMax: number) =>
  new ServiceError('BODY_TOO_LARGE', `The body is larger than ${bytesMax / 1024} KiB.`, {
    hint: 'Nothing that is read here is that long: check that the right thing was sent.',
  })
