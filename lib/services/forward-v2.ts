import 'server-only'
import { Readable } from 'node:stream'
import { MANIFEST_ACCEPT } from '@/lib/oci/media-type'
import { parseReadPath } from '@/lib/registry/paths'
import { apiPath } from '@/lib/routes'
import { configuredRegistry } from './configured-registry'
import type { Context } from './context'
import { ServiceError } from './service-error'

export interface ForwardRequest {
  method: 'GET' | 'HEAD'
  registry: string
  /** What follows `/v2/`, decoded. */
  path: string
  query: string
  headers: Headers
  signal: AbortSignal
}

/** What of a client's request reaches the registry. Credentials are the server's own, never the caller's. */
const SENT_HEADERS = ['accept', 'if-match', 'if-none-match', 'range']

/** The registry's own answer to a read, streamed: status, digest, range and error bodies as they are. */
export async function forwardV2(context: Context, request: ForwardRequest): Promise<Response> {
  const { method, path, query, signal } = request
  const { client } = configuredRegistry(context, request.registry)
  if (!parseReadPath(path)) {
    throw new ServiceError('NOT_FOUND', `The registry API has no readable path "${path.slice(0, 120)}".`, {
      hint: 'Readable are _catalog, <name>/tags/list, <name>/manifests/<reference>, <name>/blobs/<digest> and <name>/referrers/<digest>.',
    })
  }
  const sent = SENT_HEADERS.flatMap((name): [string, string][] => {
    const value = request.headers.get(name)
    return value === null ? [] : [[name, value]]
  })
  // To registries "anything" means "nothing modern": they would deny or convert what they hold.
  if ((request.headers.get('accept') ?? '*/*') === '*/*')
    sent.push(['accept', [...MANIFEST_ACCEPT, '*/*'].join(', ')])
  const answer = await client.forward({ method, path, query, headers: Object.fromEntries(sent), signal })
  const bodiless = method === 'HEAD' || answer.status === 304
  if (bodiless) answer.body.resume()
  const body = bodiless ? null : (Readable.toWeb(answer.body) as ReadableStream<Uint8Array>)
  return new Response(body, {
    status: answer.status,
    headers: answerHeaders(answer.headers, request.registry),
  })
}

/** Next strips the length of streamed answers; the server in front of it puts it back from our own header. */
function answerHeaders(registryHeaders: Record<string, string>, registry: string): Headers {
  const { 'content-length': length, link, ...rest } = registryHeaders
  const headers = new Headers(rest)
  if (length) headers.set('manifold-content-length', length)
  const next = /<[^>?]*\?([^>]*)>/.exec(link ?? '')?.[1]
  const listing = /<[^>]*?\/v2\/([^>?]*)/.exec(link ?? '')?.[1]
  if (next && listing) headers.set('link', `<${apiPath(`v2/${registry}/${listing}`)}?${next}>; rel="next"`)
  // A registry's bytes are shown to nobody as a page.
  headers.set('content-security-policy', 'sandbox')
  headers.set('content-disposition', 'attachment')
  return headers
}
