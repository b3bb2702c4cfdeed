import { afterAll, beforeAll, expect, it } from 'vitest'
import { OCI_MANIFEST } from '@/lib/oci/media-type'
import { contentOf, makeImage, makeIndex } from '@/lib/testing/make-image'
import { type RealRegistry, startRealRegistry } from '@/lib/testing/real-registry'
import { connectTo, push as seed } from '@/lib/testing/registry-client'
import { startPeer } from '@/lib/testing/scripted-peer'
import type { Context } from './context'
import { planComposition } from './plan-composition'
import { preparePush } from './push-composition'
import { never, readingContext } from './testing/reading-context'

let here: RealRegistry
let there: RealRegistry
let context: Context
const s390x = makeImage({ platform: { os: 'linux', architecture: 's390x' }, layers: ['shared', 's390x'] })
const amd64 = makeImage({ platform: { os: 'linux', architecture: 'amd64' }, layers: ['shared', 'amd64'] })

beforeAll(async () => {
  const [one, two] = await Promise.all([startRealRegistry(), startRealRegistry()])
  here = one
  there = two
  context = readingContext({ name: 'here.test', url: here.url }, { name: 'there.test', url: there.url })
})
afterAll(() => Promise.all([here?.stop(), there?.stop()]))

async function push(spec: Parameters<typeof planComposition>[1]['spec']) {
  const run = await preparePush(context, { spec, accept: [] }, never)
  const events = []
  for await (const event of run()) events.push(event)
  return events
}

it('copies what comes from another registry, each blob once, and mounts what is near', async () => {
  await seed(connectTo(there.url), 'app', s390x, 's390x')
  await seed(connectTo(here.url), 'other', amd64, 'amd64')
  const spec = {
    image: 'here.test/app:v1',
    manifests: [{ image: 'there.test/app:s390x' }, { image: 'here.test/other:amd64' }],
  }
  const plan = await planComposition(context, { spec }, never)
  expect(plan.problems.map(({ code }) => code)).toContain('CROSS_REGISTRY')
  const blobs = plan.transfers.filter(({ mediaType }) => mediaType !== OCI_MANIFEST)
  // Two configs and three layers: the shared one comes with the first that needs it.
  expect(blobs.map(({ how, from }) => `${how} ${from}`).toSorted()).toEqual([
    'copy there.test/app',
    'copy there.test/app',
    'copy there.test/app',
    'mount here.test/other',
    'mount here.test/other',
  ])
  expect((await push(spec)).at(-1)).toMatchObject({ type: 'result', result: { digest: plan.digest } })
  const client = connectTo(here.url)
  for (const { digest, bytes } of [s390x, amd64])
    expect((await client.getManifest('app', digest)).raw).toEqual(Buffer.from(bytes))
  await client.close()
})

it('opens nested indexes and brings the images they hold', async () => {
  const inner = makeIndex([s390x, amd64])
  const client = connectTo(there.url)
  for (const made of [s390x, amd64, inner]) await seed(client, 'nested', made)
  await seed(client, 'nested', makeIndex([inner]), 'outer')
  const spec = { image: 'there.test/flat:v1', manifests: [{ image: 'there.test/nested:outer' }] }
  const last = (await push(spec)).at(-1)
  expect(last).toMatchObject({
    type: 'result',
    result: { platforms: [{ platform: 'linux/s390x' }, { platform: 'linux/amd64' }] },
  })
  await client.close()
})

it('leaves foreign layers with their publisher', async () => {
  const config = contentOf(
    JSON.stringify({ os: 'windows', architecture: 'amd64', 'os.version': '10.0.17763.1' }),
  )
  const layer = contentOf('not in the registry')
  const body = {
    schemaVersion: 2,
    mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
    config: {
      mediaType: 'application/vnd.docker.container.image.v1+json',
      digest: config.digest,
      size: config.bytes.length,
    },
    layers: [
      {
        mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
        digest: layer.digest,
        size: layer.bytes.length,
        urls: ['https://publisher.example/layer'],
      },
    ],
  }
  const made = contentOf(JSON.stringify(body))
  // A real registry takes such a manifest only where it is configured to.
  const peer = await startPeer()
  peer.on('GET /v2/windows/manifests/v1', { headers: { 'content-type': body.mediaType }, body: made.bytes })
  peer.on(`GET /v2/windows/blobs/${config.digest}`, { body: config.bytes })
  const context = readingContext({ name: 'peer.test', url: peer.url })
  const spec = { image: 'peer.test/out:v1', manifests: [{ image: 'peer.test/windows:v1' }] }
  const plan = await planComposition(context, { spec }, never)
  expect(plan.problems.map(({ code }) => code)).toContain('FOREIGN_LAYERS')
  expect(plan.transfers.map(({ digest }) => digest)).toEqual([config.digest, made.digest])
  expect(peer.requests.some(({ path }) => path.includes(layer.digest))).toBe(false)
  await peer.close()
})

it('plans for a registry that is down or unknown, and says why nothing can be pushed', async () => {
  const down = readingContext(
    { name: 'here.test', url: here.url },
    { name: 'down.test', url: 'http://127.0.0.1:1' },
  )
  const manifests = [{ image: 'here.test/other:amd64' }]
  for (const [image, words] of [
    ['down.test/app:v1', 'down.test'],
    ['unknown.test/app:v1', 'unknown.test is not among'],
  ] as const) {
    const plan = await planComposition(down, { spec: { image, manifests } }, never)
    expect(plan.entries).toHaveLength(1)
    expect(plan.problems).toContainEqual(
      expect.objectContaining({ code: 'REGISTRY_READ_ONLY', message: expect.stringContaining(words) }),
    )
  }
  const push = preparePush(down, { spec: { image: 'down.test/app:v1', manifests }, accept: [] }, never)
  await expect(push).rejects.toMatchObject({ code: 'REGISTRY_UNREACHABLE' })
})
