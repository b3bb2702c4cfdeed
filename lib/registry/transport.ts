import 'server-only'
import type { Readable } from 'node:stream'
import { Agent, type Dispatcher } from 'undici'
import type { RegistrySettings } from './client-types'
import { failureOfNetwork, inconsistent } from './failures'

export interface Outgoing {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** From `/v2/` on, built from checked parts. */
  path: string
  query?: string
  headers?: Record<string, string>
  body?: Uint8Array | Readable
  signal?: AbortSignal
  /** Milliseconds until the headers must be there. */
  headersTimeoutMs?: number
}

export interface Incoming {
  status: number
  headers: Record<string, string>
  challenges: string[]
  body: Dispatcher.ResponseData['body']
}

const CONNECT_TIMEOUT_MS = 5_000
const HEADERS_TIMEOUT_MS = 15_000
const BODY_IDLE_TIMEOUT_MS = 15_000

export interface Transport {
  send(outgoing: Outgoing): Promise<Incoming>
  /** Where calls go, for messages: never with credentials. */
  readonly origin: string
  close(): Promise<void>
}

/** Plain HTTP to one registry: keep-alive, a bounded number of connections, no redirects, nothing inflated. */
export function createTransport(settings: RegistrySettings): Transport {
  const base = new URL(settings.url)
  const prefix = base.pathname.replace(/\/+$/, '')
  const agent = new Agent({
    connections: settings.concurrency,
    pipelining: 1,
    keepAliveTimeout: 10_000,
    bodyTimeout: BODY_IDLE_TIMEOUT_MS,
    allowH2: false,
    connect: {
      timeout: CONNECT_TIMEOUT_MS,
      rejectUnauthorized: !settings.insecureSkipVerify,
      ...(settings.ca && { ca: settings.ca }),
    },
  })

  async function send(outgoing: Outgoing): Promise<Incoming> {
    const path = `${outgoing.path.startsWith(`${prefix}/`) ? '' : prefix}${outgoing.path}`
    try {
      const response = await agent.request({
        origin: base.origin,
        path: outgoing.query ? `${path}?${outgoing.query}` : path,
        method: outgoing.method,
        headers: { 'user-agent': settings.userAgent, 'accept-encoding': 'identity', ...outgoing.headers },
        body: outgoing.body ?? null,
        headersTimeout: outgoing.headersTimeoutMs ?? HEADERS_TIMEOUT_MS,
        // Without it every HEAD costs its connection, and behind TLS a handshake.
        reset: false,
        ...(outgoing.signal && { signal: outgoing.signal }),
      })
      return readIncoming(response)
    } catch (error) {
      throw failureOfNetwork(error, {
        registry: settings.name,
        method: outgoing.method,
        url: base.origin + path,
      })
    }
  }

  function readIncoming(response: Dispatcher.ResponseData): Incoming {
    const encoding = response.headers['content-encoding']
    if (encoding && encoding !== 'identity') {
      response.body.destroy()
      throw inconsistent(settings.name, 'It compressed an answer nobody asked to be compressed.')
    }
    return {
      status: response.statusCode,
      headers: flatten(response.headers),
      challenges: [response.headers['www-authenticate'] ?? []].flat(),
      body: response.body,
    }
  }

  return { send, origin: base.origin, close: () => agent.destroy() }
}

function flatten(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value
  }
  return flat
}

/** Reads a body into memory, up to `bytesMax`; more is the registry's mistake, not ours to parse. */
export async function readCapped(registry: string, body: Readable, bytesMax: number): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > bytesMax) {
      body.destroy()
      throw inconsistent(registry, `It answered more than ${bytesMax} bytes where less belongs.`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Reads an answer nobody wants to its end, so that its connection can be used again. */
export async function discard(incoming: Incoming): Promise<void> {
  await incoming.body.dump({ limit: 64 * 1024 }).catch(() => undefined)
}
