import 'server-only'
import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

export interface Asked {
  method: string
  /** With its query. */
  path: string
}

/** A request as the peer saw it. */
export interface Passed extends Asked {
  /** The range of a body it wants. */
  range: string | undefined
  /** Bytes of bodies that passed: of the request, and of the answer. */
  sent: number
  received: number
}

/** What a peer does instead of passing a request on; `null` passes it on, a text is the path to ask for instead. */
export type Meddle = (
  asked: Passed,
  response: ServerResponse,
  incoming: IncomingMessage,
) => Promise<string | null> | string | null

/** After how many bytes of a body the connection breaks, once. */
export type Cut = (asked: Passed) => { sent?: number; received?: number } | null

export interface MeddlingPeer {
  url: string
  /** Every request that arrived, in order. */
  asked: Passed[]
  /** Those that would change something. */
  writes(): Asked[]
  meddle: Meddle
  cut: Cut
  upstream: string
  stop(): Promise<void>
}

/** A real HTTP peer in front of a registry: it counts what passes and, asked to, does what registries should not. */
export async function startMeddlingPeer(): Promise<MeddlingPeer> {
  const server = createServer((incoming, response) => {
    pass(peer, incoming, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port.')
  const peer: MeddlingPeer = {
    url: `http://127.0.0.1:${address.port}`,
    asked: [],
    writes: () => peer.asked.filter(({ method }) => method !== 'GET' && method !== 'HEAD'),
    meddle: () => null,
    cut: () => null,
    upstream: '',
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return peer
}

async function pass(peer: MeddlingPeer, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url: path = '', headers } = incoming
  const asked: Passed = { method, path, range: headers.range, sent: 0, received: 0 }
  peer.asked.push(asked)
  const instead = await peer.meddle(asked, response, incoming)
  if (response.writableEnded || response.destroyed || incoming.socket.destroyed) return
  const cut = peer.cut(asked)
  const onward = request(new URL(instead ?? path, peer.upstream), { method, headers })
  const breakOff = () => {
    incoming.socket.destroy()
    onward.destroy()
  }
  const count = (kind: 'sent' | 'received', chunk: Buffer) => {
    asked[kind] += chunk.length
    if (asked[kind] >= (cut?.[kind] ?? Number.POSITIVE_INFINITY)) breakOff()
  }
  onward.on('error', () => response.destroy())
  onward.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers)
    answer.pipe(response)
    answer.on('data', (chunk: Buffer) => count('received', chunk))
  })
  incoming.pipe(onward)
  incoming.on('data', (chunk: Buffer) => count('sent', chunk))
}
