import { afterEach, beforeEach, expect, it } from 'vitest'
import { InspectQuery } from '@/lib/contract/inspect'
import { type MadeManifest, makeAttestation, makeImage, makeIndex } from '@/lib/testing/make-image'
import { type RecordedRequest, type ScriptedPeer, startPeer } from '@/lib/testing/scripted-peer'
import type { Context } from './context'
import { inspectImage } from './inspect-image'
import { never, readingContext } from './testing/reading-context'

const ARCHITECTURES = ['amd64', 'arm64', 's390x', 'ppc64le', 'riscv64', '386']
const images = ARCHITECTURES.map((architecture) =>
  makeImage({ platform: { os: 'linux', architecture }, layers: ['shared', architecture] }),
)
const attestations = images.map((image) => makeAttestation(image, 'how it was built'))
const index = makeIndex([...images, ...attestations])

let peer: ScriptedPeer
let context: Context
beforeEach(async () => {
  peer = await startPeer()
  context = readingContext({ name: 'six.example', url: peer.url })
})
afterEach(() => peer.close())

/** Answers nobody before `size` have asked: whoever asks one after the other waits for ever. */
function gate(size: number): () => Promise<void> {
  let asked = 0
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return () => {
    asked += 1
    if (asked === size) open()
    return opened
  }
}

function serves(
  path: string,
  { bytes, digest, mediaType }: Pick<MadeManifest, 'bytes' | 'digest'> & { mediaType: string },
  wait?: () => Promise<void>,
) {
  peer.on(`GET ${path}`, async ({ headers }: RecordedRequest, response) => {
    await wait?.()
    const known = headers['if-none-match'] === `"${digest}"`
    response.writeHead(known ? 304 : 200, {
      'content-type': mediaType,
      'docker-content-digest': digest,
      etag: `"${digest}"`,
    })
    response.end(known ? undefined : bytes)
  })
}

function serveSixPlatforms() {
  const [manifests, configs] = [gate(images.length), gate(images.length)]
  serves('/v2/app/manifests/v1', index)
  for (const image of images) {
    serves(`/v2/app/manifests/${image.digest}`, image, manifests)
    const [config] = image.blobs
    if (config)
      serves(`/v2/app/blobs/${config.digest}`, { ...config, mediaType: 'application/octet-stream' }, configs)
  }
}

const open = (more: Record<string, string> = {}) =>
  inspectImage(context, InspectQuery.parse({ ref: 'six.example/app:v1', ...more }), never)
const asked = () => peer.requests.map(({ method, path }) => `${method} ${path}`)

it('opening an index of six platforms is three round trips deep: the index, its manifests, their configs', async () => {
  serveSixPlatforms()
  const { platforms, attestations: found } = await open()
  expect(platforms.map(({ status }) => status)).toEqual(ARCHITECTURES.map(() => 'present'))
  expect(found).toHaveLength(6)
  expect(asked().sort()).toEqual(
    [
      'GET /v2/app/manifests/v1',
      ...images.map(({ digest }) => `GET /v2/app/manifests/${digest}`),
      ...images.map(({ blobs }) => `GET /v2/app/blobs/${blobs[0]?.digest}`),
    ].sort(),
  )
})

it('a reload asks one thing, whether the tag has moved', async () => {
  serveSixPlatforms()
  const first = await open()
  peer.requests.length = 0
  const again = await open()
  expect(asked()).toEqual(['GET /v2/app/manifests/v1'])
  expect(peer.requests[0]?.headers['if-none-match']).toBe(`"${index.digest}"`)
  expect({ ...again, checkedAt: first.checkedAt }).toEqual(first)
})

it('images that share a config have it read once', async () => {
  const twin = makeImage({ platform: { os: 'linux', architecture: 'amd64' }, annotations: { twin: 'yes' } })
  const one = makeImage({ platform: { os: 'linux', architecture: 'amd64' } })
  serves('/v2/app/manifests/v1', makeIndex([one, twin]))
  for (const image of [one, twin]) serves(`/v2/app/manifests/${image.digest}`, image)
  const [config] = one.blobs
  if (config) serves(`/v2/app/blobs/${config.digest}`, { ...config, mediaType: 'application/octet-stream' })
  await open()
  expect(peer.requests).toHaveLength(1 + 2 + 1)
})
