import 'server-only'
import type { Authenticator } from './authenticator'
import { drain, refuseEncoding } from './body'
import type { CallRequest } from './call-request'
import type { RegistrySettings } from './client-types'
import { errorOfResponse } from './error-of-response'
import { type Asked, RegistryError } from './errors'
import { networkError } from './network-error'
import { parseUrl } from './parse-url'
import { followRedirects, isRedirect } from './redirects'
import type { Lane, Transport, WireRequest } from './transport'

interface AttemptParts {
  settings: RegistrySettings
  transport: Transport
  authenticator: Authenticator
  counters: { requests: number; authentications: number }
  now: () => number
}

/** How one try is sent; `told` hears the headers of its answer. */
export interface AttemptOptions {
  lane: Lane
  signal: AbortSignal
  told?: (headers: Record<string, string>) => void
}

/** One try of a call: signed in, led to where the blob lies, its answer read or made into a `RegistryError`. */
export function createAttempts({ settings, transport, authenticator, counters, now }: AttemptParts) {
  const base = new URL(settings.url)
  const prefix = base.pathname.replace(/\/+$/, '')
  const secrets = [settings.password ?? '']

  /** Locations of uploads already have the prefix; paths of targets never do. */
  function pathOf({ target, query }: Pick<CallRequest<unknown>, 'target' | 'query'>): string {
    const path = target.path.startsWith(`${prefix}/`) ? target.path : prefix + target.path
    if (!query) return path
    const url = new URL(base.origin)
    url.pathname = path
    url.search = query
    return url.pathname + url.search
  }

  /** One exchange, with one sign-in where the registry asks for it. */
  async function exchange(
    request: CallRequest<unknown>,
    asked: Asked,
    wire: Omit<WireRequest, 'headers' | 'body'>,
  ) {
    const { scopes } = request
    const headers = { 'user-agent': settings.userAgent, ...request.headers }
    const send = async (authorization: string | undefined) => {
      const body = await request.body?.(wire.signal)
      request.onSend?.()
      const signed = authorization === undefined ? headers : { ...headers, authorization }
      return transport.send({ ...wire, headers: signed, ...(body && { body }) })
    }
    const sent = await authenticator.credentials(scopes, wire.signal)
    counters.requests++
    const response = await send(sent?.header)
    if (response.status !== 401) return { response, headers }
    const refusal = { header: response.headers['www-authenticate'] ?? '', scopes, sent, asked }
    const next = await authenticator.answer(refusal, wire.signal)
    if (next === null) return { response, headers }
    // The call that only taught us how to sign in is not one anybody asked for.
    counters.authentications++
    await drain(response)
    return { response: await send(next.header), headers }
  }

  const askedOf = ({ method, target }: Pick<CallRequest<unknown>, 'method' | 'target'>): Asked => ({
    registry: settings.name,
    method,
    // Only errors show it, and most calls make none.
    get url() {
      return base.origin + pathOf({ target })
    },
  })

  async function attempt<T>(request: CallRequest<T>, { lane, signal, told }: AttemptOptions): Promise<T> {
    const { method, target, headersTimeoutMs } = request
    const asked = askedOf(request)
    const timeout = headersTimeoutMs === undefined ? {} : { headersTimeoutMs }
    const wire = { method, origin: base.origin, path: pathOf(request), signal, lane, ...timeout }
    let { host } = base
    try {
      const first = await exchange(request, asked, wire)
      let response = first.response
      told?.(response.headers)
      if (target.missing === 'BLOB_UNKNOWN' && isRedirect(response.status)) {
        host = parseUrl(response.headers.location ?? '', base)?.host ?? host
        response = await followRedirects(response, { ...wire, headers: first.headers }, { transport, asked })
      }
      refuseEncoding(response, asked)
      if (request.expect(response.status)) return await request.read(response)
      const { username } = settings
      const refused = { response, asked, target, verb: request.verb, username, secrets, nowMs: now() }
      throw await errorOfResponse(refused)
    } catch (error) {
      if (error instanceof RegistryError || signal.aborted) throw error
      throw networkError(error, asked, host)
    }
  }

  return { attempt, askedOf }
}
