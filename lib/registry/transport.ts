import 'server-only'
import type { Readable } from 'node:stream'
import { rootCertificates } from 'node:tls'
import { Agent, type Dispatcher } from 'undici'
import { createAddressGuard } from './address-guard'
import type { RegistrySettings } from './client-types'
import { HEADER_BYTES_MAX, TIMEOUT_MS } from './limits'

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Who shares connections with whom. Streams last as long as their reader likes, so they have lanes of their own
 * and never keep a page waiting, no more than scans do; `elsewhere` are hosts that the registry sent us to.
 */
export type Lane = 'calls' | 'scans' | 'tokens' | 'downloads' | 'uploads' | 'elsewhere'

export interface WireRequest {
  method: Method
  origin: string
  /** With the query. */
  path: string
  headers: Record<string, string>
  body?: Uint8Array | Readable
  signal: AbortSignal
  lane: Lane
  headersTimeoutMs?: number
}

export interface WireResponse {
  status: number
  /** Names in lower case, repeated headers joined by commas. */
  headers: Record<string, string>
  body: Dispatcher.ResponseData['body']
  /** The host that answered, where it is not the registry. */
  elsewhere: string | null
}

export interface Transport {
  send(request: WireRequest): Promise<WireResponse>
  close(): Promise<void>
}

/** Sends one HTTP request and follows nothing. Fails with whatever the socket says; callers give it words. */
export function createTransport(settings: RegistrySettings): Transport {
  const base = new URL(settings.url)
  const guard = createAddressGuard(base.hostname)
  // A private authority joins the public ones: storage and token servers may be anywhere.
  const ca = settings.ca === null ? {} : { ca: [...rootCertificates, settings.ca] }
  const common = { timeout: TIMEOUT_MS.connect, ...ca }
  const toRegistry = (connections = settings.concurrency) =>
    createAgent(connections, { ...common, rejectUnauthorized: !settings.insecureSkipVerify })
  const agents: Record<Lane, Agent> = {
    calls: toRegistry(),
    scans: toRegistry(settings.scan?.concurrency),
    tokens: toRegistry(),
    downloads: toRegistry(),
    uploads: toRegistry(),
    elsewhere: createAgent(settings.concurrency, { ...common, lookup: guard.lookup }),
  }

  return {
    async send({ method, origin, path, headers, body, signal, lane, headersTimeoutMs }) {
      if (lane === 'elsewhere') await guard.check(new URL(origin).hostname)
      const response = await agents[lane].request({
        origin,
        path,
        method,
        headers: { 'accept-encoding': 'identity', ...headers },
        body: body ?? null,
        signal,
        // Without it undici closes the connection after every HEAD.
        reset: false,
        ...(headersTimeoutMs !== undefined && { headersTimeout: headersTimeoutMs }),
      })
      const elsewhere = lane === 'elsewhere' ? new URL(origin).host : null
      return {
        status: response.statusCode,
        headers: flat(response.headers),
        body: response.body,
        elsewhere,
      }
    },
    async close() {
      await Promise.all(Object.values(agents).map((agent) => agent.destroy()))
    },
  }
}

function createAgent(connections: number, connect: object): Agent {
  return new Agent({
    connections,
    pipelining: 1,
    allowH2: false,
    connect,
    headersTimeout: TIMEOUT_MS.headers,
    bodyTimeout: TIMEOUT_MS.bodyIdle,
    keepAliveTimeout: TIMEOUT_MS.keepAlive,
    maxHeaderSize: HEADER_BYTES_MAX,
  })
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flattened: Record<string, string> = {}
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined) flattened[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return flattened
}
