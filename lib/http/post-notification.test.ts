import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import type { FindingNotification, NotificationTarget } from '@/lib/services/notify-findings'
import { notificationPoster } from './post-notification'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
})

interface Got {
  method: string | undefined
  headers: IncomingHttpHeaders
  body: string
}

/** A peer that answers as told and keeps what it got. */
async function peer(answer: (response: ServerResponse) => void) {
  const got: Got[] = []
  const take = async (incoming: IncomingMessage, response: ServerResponse) => {
    got.push({ method: incoming.method, headers: incoming.headers, body: await text(incoming) })
    answer(response)
  }
  const server = createServer((incoming, response) => {
    take(incoming, response).catch(() => response.destroy())
  }).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port.')
  const url = `http://127.0.0.1:${address.port}/hook`
  return { got, url }
}

const NOTIFICATION = { type: 'finding', id: 'n1', code: 'PLATFORM_LOST' } as FindingNotification
const postNotification = notificationPoster('Manifold/test')
const never = new AbortController().signal
const target = (url: string, token: string | null = null): NotificationTarget => {
  return { url, on: new Set(), registry: null, includes: () => true, token }
}

describe('posting a notification', () => {
  it('sends JSON with the token, and the same key every time', async () => {
    const { got, url } = await peer((response) => response.writeHead(204).end())
    expect(await postNotification(target(url, 'a-token-of-16-characters'), NOTIFICATION, never)).toEqual({
      outcome: 'taken',
      reason: 'it answered 204',
    })
    expect(got).toEqual([
      {
        method: 'POST',
        headers: expect.objectContaining({
          'content-type': 'application/json',
          authorization: 'Bearer a-token-of-16-characters',
          'idempotency-key': 'n1',
        }),
        body: JSON.stringify(NOTIFICATION),
      },
    ])
  })

  it('follows no redirect, with or without the token', async () => {
    const elsewhere = await peer((response) => response.end())
    const { url } = await peer((response) => response.writeHead(307, { location: elsewhere.url }).end())
    expect(
      await postNotification(target(url, 'a-token-of-16-characters'), NOTIFICATION, never),
    ).toMatchObject({
      outcome: 'refused',
    })
    expect(elsewhere.got).toEqual([])
  })

  it.each([
    [500, 'failed'],
    [503, 'failed'],
    [429, 'failed'],
    [401, 'refused'],
    [404, 'refused'],
  ])('knows whether it may be taken later: %i', async (status, outcome) => {
    const { url } = await peer((response) => response.writeHead(status).end('x'.repeat(200_000)))
    expect(await postNotification(target(url), NOTIFICATION, never)).toMatchObject({ outcome })
  })

  it('throws when nothing answers, or the process stops', async () => {
    await expect(postNotification(target('http://127.0.0.1:1/'), NOTIFICATION, never)).rejects.toThrow()
    const stopping = new AbortController()
    const { got, url } = await peer(() => stopping.abort())
    await expect(postNotification(target(url), NOTIFICATION, stopping.signal)).rejects.toThrow()
    expect(got).toHaveLength(1)
  })
})
