import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { FindingNotification } from '@/lib/services/notify-findings'
import { type ScanningBed, startScanningBed } from '@/lib/services/testing/scanning-bed'
import { type MadeManifest, makeImage, makeIndex } from '@/lib/testing/make-image'
import { createLayout } from '@/lib/testing/registry-layout'
import { findingNotifier } from './finding-notifier'

const got: { authorization: string | undefined; body: FindingNotification }[] = []
/** What the next posts are answered. */
const refusals: number[] = []
const peer = createServer((incoming, response) => {
  // A notifier that is stopped may break off in the middle.
  take(incoming, response).catch(() => response.destroy())
})
async function take(incoming: IncomingMessage, response: ServerResponse) {
  got.push({ authorization: incoming.headers.authorization, body: JSON.parse(await text(incoming)) })
  response.writeHead(refusals.shift() ?? 204).end()
}
let bed: ScanningBed

beforeAll(async () => {
  peer.listen(0, '127.0.0.1')
  await once(peer, 'listening')
  const address = peer.address()
  if (address === null || typeof address === 'string') throw new Error('No port.')
  bed = await startScanningBed()
  bed.context.onJudged = findingNotifier({
    ...bed.context,
    targets: [
      {
        url: `http://127.0.0.1:${address.port}/hook`,
        on: new Set(['PLATFORM_LOST']),
        registry: bed.name,
        includes: (repository) => repository.startsWith('team/'),
        token: 'a-token-of-16-characters',
      },
    ],
    publicUrl: new URL('https://images.example.com'),
    userAgent: 'Manifold/test',
  })
})
afterAll(async () => {
  await bed?.stop()
  peer.closeAllConnections()
  peer.close()
})

const linux = (architecture: string) => makeImage({ platform: { os: 'linux', architecture } })

async function push(repository: string, tag: string, ...children: MadeManifest[]): Promise<string> {
  const index = makeIndex(children)
  // A layout writes each file once: another one moves a tag.
  const place = createLayout(bed.registry.dataDir)
  for (const child of children) await place(repository, child)
  await place(repository, index, [tag])
  return index.digest
}

test('a platform that is lost is told of once, with what the tag was and is, until it is taken', async () => {
  const [amd64, s390x] = [linux('amd64'), linux('s390x')]
  const before = await push('team/app', 'v1', amd64, s390x)
  await push('other/app', 'v1', amd64, s390x)
  await bed.scan()
  expect(got).toEqual([])
  refusals.push(500)
  const after = await push('team/app', 'v1', amd64)
  await push('other/app', 'v1', amd64)
  await bed.scan()
  await bed.scan()
  await vi.waitFor(() => expect(got).toHaveLength(2), { timeout: 15_000 })
  const [first, again] = got
  expect(again).toEqual(first)
  expect(first?.authorization).toBe('Bearer a-token-of-16-characters')
  expect(first?.body).toMatchObject({
    type: 'finding',
    code: 'PLATFORM_LOST',
    severity: 'error',
    ref: 'registry.test/team/app:v1',
    platform: 'linux/s390x',
    url: 'https://images.example.com/r/registry.test/team/app:v1',
    before,
    after,
  })
})
