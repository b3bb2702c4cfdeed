import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { WebhookEnvelope } from '@/lib/contract/webhooks'
import { tokenCheck } from '@/lib/http/token-check'
import type { RegistryClient } from '@/lib/registry/client-types'
import { openScratchStore } from '@/lib/storage/testing/scratch-store'
import { makeImage, makeIndex } from '@/lib/testing/make-image'
import { type RealRegistry, startRealRegistry } from '@/lib/testing/real-registry'
import { connectTo, push } from '@/lib/testing/registry-client'
import type { ConfiguredRegistry, Context } from './context'
import { createChangeGatherer, type GatheredScan } from './gather-changes'
import { receiveWebhook } from './receive-webhook'
import { ServiceError } from './service-error'
import { readingContext } from './testing/reading-context'

const TOKEN = 'a-token-of-16-characters'

/** Everything after one another: a registry sends its events in order, and holds back all of them for one. */
const scans: GatheredScan[] = []
const types: (string | undefined)[] = []
const answers: number[] = []
/** What the next calls are answered before they are looked at. */
const refusals: number[] = []
let registry: RealRegistry
let client: RegistryClient
let ours: RegistryClient
let stop: () => Promise<void>

beforeAll(async () => {
  const scratch = await openScratchStore()
  const gatherer = createChangeGatherer((scan) => scans.push(scan))
  let context: Context
  const answer = async (incoming: IncomingMessage, response: ServerResponse) => {
    const told = await text(incoming)
    types.push(incoming.headers['content-type'])
    const refusal = refusals.shift()
    const body = WebhookEnvelope.parse(JSON.parse(told))
    const delivery = { query: {}, body, authorization: incoming.headers.authorization ?? null }
    const status =
      refusal ??
      (await receiveWebhook(context, { webhooks: scratch.store.webhooks, gatherer }, delivery).then(
        () => 200,
        (error: unknown) => (error instanceof ServiceError ? 401 : 500),
      ))
    answers.push(status)
    response.writeHead(status).end()
  }
  // A registry that is stopped may break off in the middle of telling.
  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port.')
  const url = `http://127.0.0.1:${address.port}/`
  registry = await startRealRegistry({ notify: { url, token: TOKEN } })
  const webhook = { host: registry.host, userAgent: 'Manifold/test', accepts: tokenCheck(TOKEN) }
  const configured = { name: 'images.example.com', webhook } as ConfiguredRegistry
  const other = {
    name: 'other.example.com',
    webhook: { ...webhook, host: 'other:5000' },
  } as ConfiguredRegistry
  context = {
    ...readingContext(),
    registries: new Map([configured, other].map((each) => [each.name, each])),
  }
  client = connectTo(registry.url, { userAgent: 'docker/27.0' })
  ours = connectTo(registry.url, { userAgent: 'Manifold/test' })
  stop = async () => {
    await client.close()
    await ours.close()
    await registry.stop()
    server.closeAllConnections()
    server.close()
    await scratch.stop()
  }
})
afterAll(() => stop())

const image = makeImage()
const checked = () => scans.flatMap(({ mode, places }) => places.map((place) => ({ mode, ...place })))

test('a push of an index is its tags to check, and no more, however many events it makes', async () => {
  scans.length = 0
  await push(client, 'team/app', image)
  await push(client, 'team/app', makeIndex([image]), '1.0', 'latest')
  const tags = () => checked().flatMap((place) => ('tags' in place ? (place.tags ?? []) : []))
  await vi.waitFor(() => expect(tags()).toEqual(['1.0', 'latest']), { timeout: 15_000 })
  expect(checked().every(({ mode, repository }) => mode === 'quick' && repository === 'team/app')).toBe(true)
  expect(scans.every(({ registry: name }) => name === 'images.example.com')).toBe(true)
  expect(new Set(types)).toEqual(new Set(['application/vnd.docker.distribution.events.v1+json']))
})

test('a deletion has all of its repository verified; reading and our own pushes are passed over', async () => {
  scans.length = 0
  await push(client, 'team/gone', image, 'old')
  await push(ours, 'team/ours', image, 'new')
  await client.getTag('team/app', '1.0')
  await client.deleteManifest('team/gone', image.digest)
  await vi.waitFor(() => expect(checked()).toContainEqual({ mode: 'verify', repository: 'team/gone' }), {
    timeout: 15_000,
  })
  // A registry sends in order: what was pushed before the last that arrived has arrived as well.
  await push(client, 'team/last', image, 'last')
  await vi.waitFor(() => expect(checked().at(-1)).toMatchObject({ repository: 'team/last' }), {
    timeout: 15_000,
  })
  expect(checked().filter(({ repository }) => /ours|app/.test(repository))).toEqual([])
})

test('what could not be taken is sent again by the registry, and taken once', async () => {
  scans.length = 0
  answers.length = 0
  refusals.push(500, 401)
  await push(client, 'team/later', image, 'v1')
  await vi.waitFor(() => expect(checked()).toHaveLength(1), { timeout: 30_000 })
  expect(checked()).toEqual([{ mode: 'quick', repository: 'team/later', tags: ['v1'] }])
  expect(answers.slice(0, 3)).toEqual([500, 401, 200])
})
