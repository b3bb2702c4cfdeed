import { once } from 'node:events'
import http, { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'

export interface RecordedRequest {
  method: string
  /** Path without query. */
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: Buffer
}

/** What to answer: plainly, or by hand for what no decent server does. */
export type Answer =
  | { status?: number; headers?: Record<string, string | string[]>; body?: string | Uint8Array }
  | ((request: RecordedRequest, response: ServerResponse) => unknown)

export interface ScriptedPeer {
  /** `http://127.0.0.1:<port>` */
  url: string
  host: string
  /** Everything it was asked, in order. */
  requests: RecordedRequest[]
  /** `METHOD /path`, query left out. Several answers are given in turn; the last one stays. */
  on(call: string, ...answers: [Answer, ...Answer[]]): void
  /** Takes a request over before its body is read: for bodies too large to record. */
  streams(call: string, take: (incoming: IncomingMessage, response: ServerResponse) => unknown): void
  /** The requests of one `METHOD /path`. */
  asked(call: string): RecordedRequest[]
  close(): Promise<void>
}

/** A peer on 127.0.0.1 that speaks real HTTP and answers as told: for what the real registry never does. */
export async function startPeer(tls?: { key: string; cert: string }): Promise<ScriptedPeer> {
  const script = new Map<string, Answer[]>()
  const requests: RecordedRequest[] = []

  const taken = new Map<string, Parameters<ScriptedPeer['streams']>[1]>()

  async function answer(incoming: IncomingMessage, response: ServerResponse) {
    const take = taken.get(`${incoming.method} ${incoming.url?.split('?', 1)[0]}`)
    if (take) return take(incoming, response)
    const recorded = await record(incoming)
    requests.push(recorded)
    const answers = script.get(`${recorded.method} ${recorded.path}`) ?? []
    const next = answers.length > 1 ? answers.shift() : answers[0]
    if (typeof next === 'function') await next(recorded, response)
    else plain(response, next ?? { status: 404, body: '404 page not found\n' })
  }

  const onRequest = (incoming: IncomingMessage, response: ServerResponse) => {
    // A client that hangs up in the middle is part of the play.
    answer(incoming, response).catch(() => response.destroy())
  }
  const server = tls ? https.createServer(tls, onRequest) : http.createServer(onRequest)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    requests,
    on: (call, ...answers) => void script.set(call, answers),
    streams: (call, take) => void taken.set(call, take),
    asked: (call) => requests.filter(({ method, path }) => `${method} ${path}` === call),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A JSON answer. */
export const json = (value: unknown, headers: Record<string, string> = {}, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
})

/** An error in the distribution-spec's shape. */
export const refusal = (
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
) => json({ errors: [{ code, message, detail: null }] }, headers, status)

function plain(
  response: ServerResponse,
  { status = 200, headers = {}, body = '' }: Exclude<Answer, (...args: never[]) => unknown>,
) {
  response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers })
  response.end(body)
}

async function record(incoming: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const [path = '', query = ''] = (incoming.url ?? '').split('?', 2)
  return {
    method: incoming.method ?? '',
    path,
    query: new URLSearchParams(query),
    headers: incoming.headers,
    body: Buffer.concat(chunks),
  }
}
