import 'server-only'
import { drain } from './body'
import { type Asked, registryError } from './errors'
import { REDIRECTS_MAX } from './limits'
import { parseUrl } from './parse-url'
import type { Transport, WireRequest, WireResponse } from './transport'

const STATUSES = new Set([301, 302, 303, 307, 308])

export const isRedirect = (status: number): boolean => STATUSES.has(status)

/**
 * Follows a registry to where it keeps its blobs. By hand, since nothing of ours may travel along: no
 * credentials, no headers but `Range`; never from https to http, never into a more private network.
 */
export async function followRedirects(
  first: WireResponse,
  request: WireRequest,
  how: { transport: Transport; asked: Asked },
): Promise<WireResponse> {
  const { range } = request.headers
  let url = new URL(request.path, request.origin)
  let response = first
  for (let hops = 0; isRedirect(response.status); hops++) {
    const next = parseUrl(response.headers.location ?? '', url)
    await drain(response)
    if (hops === REDIRECTS_MAX || !next || !mayFollow(url, next)) throw refusal(how.asked, next)
    url = next
    response = await how.transport.send({
      method: request.method,
      origin: url.origin,
      path: url.pathname + url.search,
      headers: range === undefined ? {} : { range },
      signal: request.signal,
      lane: 'elsewhere',
    })
  }
  return response
}

function mayFollow(from: URL, to: URL): boolean {
  if (to.username !== '' || to.password !== '') return false
  return to.protocol === 'https:' || (to.protocol === 'http:' && from.protocol === 'http:')
}

function refusal(asked: Asked, to: URL | null) {
  const where = to ? `to ${to.protocol}//${to.host} ` : ''
  return registryError(
    asked,
    'REGISTRY_INCONSISTENT',
    `${asked.registry} redirects ${where}in a way that is not safe to follow. Check the storage it is configured with.`,
  )
}
