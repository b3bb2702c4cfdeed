import 'server-only'
import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

export interface Asked {
  method: string
  /** With its query. */
  path: string
}

/** What a peer does instead of passing a request on; `null` passes it on, a text is the path to ask for instead. */
export type Meddle = (asked: Asked, response: ServerResponse) => Promise<string | null> | string | null

export interface MeddlingPeer {
  url: string
  /** Every request that arrived, in order. */
  asked: Asked[]
  /** Those that would change something. */
  writes(): Asked[]
  meddle: Meddle
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
  const asked = { method: incoming.method ?? '', path: incoming.url ?? '' }
  peer.asked.push(asked)
  const instead = await peer.meddle(asked, response)
  if (response.writableEnded || response.destroyed) return
  const onward = request(new URL(instead ?? asked.path, peer.upstream), {
    method: asked.method,
    headers: incoming.headers,
  })
  onward.on('error', () => response.destroy())
  onward.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers)
    answer.pipe(response)
  })
  incoming.pipe(onward)
}
