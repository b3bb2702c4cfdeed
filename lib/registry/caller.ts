import 'server-only'
import type { Readable } from 'node:stream'
import { createAuthenticator } from './authenticator'
import { drain, refuseEncoding } from './body'
import type { RegistrySettings } from './client-types'
import { type Deadline, startDeadline } from './deadline'
import { errorOfResponse } from './error-of-response'
import { type Asked, RegistryError, registryError } from './errors'
import { networkError } from './network-error'
import { parseUrl } from './parse-url'
import { followRedirects, isRedirect } from './redirects'
import { type RetryPolicy, type Wait, waitFor, withRetries } from './retry'
import { normalizeScopes } from './scopes'
import { createSlots } from './slots'
import type { Target } from './targets'
import { createTransport, type Method, type WireRequest, type WireResponse } from './transport'

export interface CallRequest<T> {
  method: Method
  target: Target
  query?: string
  scopes: readonly string[]
  /** For messages: "read", "write", "delete". */
  verb: string
  headers?: Record<string, string>
  /** Opened anew for every try. */
  body?: (signal: AbortSignal) => Uint8Array | Promise<Readable>
  /** Statuses that are an answer; any other is thrown as a `RegistryError`. */
  expect: (status: number) => boolean
  /** Reads the answer; when it breaks off, the call is repeated as a whole. */
  read: (response: WireResponse) => Promise<T>
  /** Milliseconds for all tries together. */
  deadlineMs: number
  headersTimeoutMs?: number
  retry: RetryPolicy
  /** Told just before each exchange: queue and earlier tries are over. */
  onSend?: () => void
  signal?: AbortSignal | undefined
}

export interface CallerDependencies {
  /** Milliseconds since the epoch. */
  now: () => number
  /** From 0 to 1; spreads retries. */
  random: () => number
  wait?: Wait
}

export type Caller = ReturnType<typeof createCaller>

/** Sends calls signed in, repeats them where that is safe, and turns what was not expected into a `RegistryError`. */
export function createCaller(
  settings: RegistrySettings,
  { now, random, wait = waitFor }: CallerDependencies,
) {
  const transport = createTransport(settings)
  const base = new URL(settings.url)
  const prefix = base.pathname.replace(/\/+$/, '')
  const counters = { requests: 0, authentications: 0 }
  const authenticator = createAuthenticator({
    ...{ settings, transport, now, random, wait },
    onRequest: () => void counters.authentications++,
  })
  const slots = createSlots(settings.concurrency)
  const secrets = [settings.password ?? '']

  /** Locations of uploads already have the prefix; paths of targets never do. */
  function urlOf({ target, query }: Pick<CallRequest<unknown>, 'target' | 'query'>): URL {
    const url = new URL(base.origin)
    url.pathname = target.path.startsWith(`${prefix}/`) ? target.path : prefix + target.path
    if (query) url.search = query
    return url
  }

  /** One exchange, with one sign-in where the registry asks for it. */
  async function exchange(
    request: CallRequest<unknown>,
    asked: Asked,
    wire: Omit<WireRequest, 'headers' | 'body'>,
  ) {
    const scopes = normalizeScopes(request.scopes)
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

  async function attempt<T>(
    request: CallRequest<T>,
    asked: Asked,
    lane: WireRequest['lane'],
    signal: AbortSignal,
  ) {
    const { method, target, headersTimeoutMs } = request
    const timeout = headersTimeoutMs === undefined ? {} : { headersTimeoutMs }
    const wire = { method, url: urlOf(request), signal, lane, ...timeout }
    let host = wire.url.host
    try {
      const first = await exchange(request, asked, wire)
      let response = first.response
      if (target.missing === 'BLOB_UNKNOWN' && isRedirect(response.status)) {
        host = parseUrl(response.headers.location ?? '', wire.url)?.host ?? host
        response = await followRedirects(response, { ...wire, headers: first.headers }, { transport, asked })
      }
      refuseEncoding(response, asked)
      if (request.expect(response.status)) return await request.read(response)
      const { username } = settings
      throw await errorOfResponse({
        response,
        asked,
        target,
        verb: request.verb,
        username,
        secrets,
        nowMs: now(),
      })
    } catch (error) {
      if (error instanceof RegistryError || signal.aborted) throw error
      throw networkError(error, asked, host)
    }
  }

  const askedOf = ({ method, target }: Pick<CallRequest<unknown>, 'method' | 'target'>): Asked => ({
    registry: settings.name,
    method,
    url: urlOf({ target }).href,
  })

  async function run<T>(request: CallRequest<T>, lane: WireRequest['lane'], deadline: Deadline): Promise<T> {
    const asked = askedOf(request)
    try {
      return await withRetries(() => attempt(request, asked, lane, deadline.signal), {
        ...{ policy: request.retry, deadline, random, wait },
      })
    } catch (error) {
      deadline.release()
      if (!deadline.expired) throw error
      throw registryError(
        asked,
        'REGISTRY_TIMEOUT',
        `${settings.name} did not finish within ${request.deadlineMs / 1000} seconds. Try again in a moment.`,
        { cause: error },
      )
    }
  }

  return {
    counters,
    /** What a call asks of whom, for errors that arise after it. */
    asked: askedOf,
    /** A call whose answer is read to its end. At most `concurrency` at a time; the rest wait in line. */
    async call<T>(request: CallRequest<T>): Promise<T> {
      const giveBack = await slots.take(request.signal)
      const deadline = startDeadline(request.deadlineMs, request.signal)
      try {
        return await run(request, 'calls', deadline)
      } finally {
        deadline.release()
        giveBack()
      }
    },
    /** A call that answers a stream. The deadline ends with the headers; the caller's signal goes on to count. */
    async open(request: Omit<CallRequest<WireResponse>, 'read'>): Promise<WireResponse> {
      const deadline = startDeadline(request.deadlineMs, request.signal)
      const read = async (response: WireResponse) => response
      const response = await run({ ...request, read }, 'downloads', deadline)
      deadline.disarm()
      response.body.once('close', deadline.release)
      return response
    },
    /** A call that sends a stream: as long as bytes move, it may take as long as it likes. */
    async upload(request: CallRequest<void>): Promise<void> {
      const deadline = startDeadline(request.deadlineMs, request.signal)
      await run(request, 'uploads', deadline).finally(deadline.release)
    },
    close: transport.close,
  }
}
