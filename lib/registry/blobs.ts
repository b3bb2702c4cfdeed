import 'server-only'
import type { Readable } from 'node:stream'
import { Agent } from 'undici'
import type { Caller } from './caller'
import type { BlobResponse } from './client-types'
import { inconsistent } from './failures'
import { parseUrl } from './parse-url'
import { discard, type Incoming } from './transport'

const REDIRECTS_MAX = 5
const REDIRECT_STATUSES = [301, 302, 303, 307, 308]

/** What a browser or a client may see of a registry's answer. */
const PASSED_HEADERS = [
  'accept-ranges',
  'content-length',
  'content-range',
  'content-type',
  'docker-content-digest',
  'docker-distribution-api-version',
  'etag',
  'link',
  'oci-filters-applied',
  'retry-after',
  'warning',
]

interface ReadRequest {
  method: 'GET' | 'HEAD'
  path: string
  query?: string
  scope: string
  headers: Record<string, string>
  signal?: AbortSignal
  expect: readonly number[]
}

/** Streams whatever a registry holds. Redirects to a blob store are followed here, without any of our headers. */
export function createBlobReader(registry: string, caller: Caller) {
  const elsewhere = new Agent({ connect: { timeout: 5_000 }, bodyTimeout: 15_000 })

  async function read(request: ReadRequest): Promise<BlobResponse> {
    const incoming = await caller.call({
      ...request,
      expect: [...request.expect, ...REDIRECT_STATUSES],
      missing: 'BLOB_UNKNOWN',
      idempotent: true,
    })
    if (!REDIRECT_STATUSES.includes(incoming.status)) return passed(incoming)
    await discard(incoming)
    return follow(request, incoming.headers.location, REDIRECTS_MAX, null)
  }

  async function follow(
    request: ReadRequest,
    location: string | undefined,
    left: number,
    from: URL | null,
  ): Promise<BlobResponse> {
    const url = parseUrl(location ?? '', from ?? undefined)
    if (
      left === 0 ||
      !url ||
      !/^https?:$/.test(url.protocol) ||
      (from?.protocol === 'https:' && url.protocol === 'http:')
    ) {
      throw inconsistent(registry, 'it redirects to a place that cannot be followed.')
    }
    const { range } = request.headers
    const response = await elsewhere.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method,
      headers: { 'accept-encoding': 'identity', ...(range && { range }) },
      ...(request.signal && { signal: request.signal }),
    })
    const headers = Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
    )
    if (REDIRECT_STATUSES.includes(response.statusCode)) {
      await response.body.dump()
      return follow(request, headers.location, left - 1, url)
    }
    return passed({ status: response.statusCode, headers, challenges: [], body: response.body })
  }

  return { read, close: () => elsewhere.destroy() }
}

function passed({ status, headers, body }: Incoming): BlobResponse {
  const kept = PASSED_HEADERS.flatMap((name): [string, string][] => {
    const value = headers[name]
    return value === undefined ? [] : [[name, value]]
  })
  return { status, headers: Object.fromEntries(kept), body: body as Readable }
}
