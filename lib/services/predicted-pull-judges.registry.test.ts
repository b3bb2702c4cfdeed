import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildIndex } from '@/lib/composition/build-index'
import type { Descriptor } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import { DOCKER_LIST, OCI_INDEX } from '@/lib/oci/media-type'
import type { Platform } from '@/lib/oci/platform'
import { predictPull } from './predict-pull'
import { preparePush } from './push-composition'
import { type ComposingBed, seedGolden, startComposingBed } from './testing/composing-bed'
import { type PullingClients, startPullingClients } from './testing/pulling-clients'
import { collect } from './testing/push-bench'
import { never } from './testing/reading-context'

const HOSTS = (
  'linux/amd64 linux/amd64/v2 linux/amd64/v3 linux/386 linux/arm linux/arm/v5 linux/arm/v6 linux/arm/v7 ' +
  'linux/arm/v8 linux/arm64 linux/arm64/v8 linux/arm64/v9 linux/ppc64le linux/riscv64 windows/amd64'
).split(' ')

const WINDOWS_2019 = { os: 'windows', architecture: 'amd64', 'os.version': '10.0.17763.1' }
const NEEDS_GPU = { os: 'linux', architecture: 'amd64', 'os.features': ['gpu'] }

/** Indexes a composer should not write, and registries hold all the same. Null names no platform. */
const ODD: [string, (string | Platform | null)[]][] = [
  ['v3 alone', ['linux/amd64/v3']],
  ['levels of amd64, best first', ['linux/amd64/v3', 'linux/amd64/v2', 'linux/amd64']],
  ['arm without variant', ['linux/arm', 'linux/arm/v6']],
  ['every arm, lowest first', ['linux/arm/v5', 'linux/arm/v6', 'linux/arm/v7', 'linux/arm/v8']],
  ['arm/v7 alone', ['linux/arm/v7']],
  ['arm64 before arm64/v8', ['linux/arm64', 'linux/arm64/v8']],
  ['arm64/v8 before arm64', ['linux/arm64/v8', 'linux/arm64', 'linux/arm/v7']],
  ['arm64/v9 and between', ['linux/arm64/v9', 'linux/arm64/v8.2']],
  ['no platform first', [null, 'linux/amd64', 'linux/arm/v7']],
  ['no platform alone', [null]],
  ['the same platform twice', ['linux/386', 'linux/386', 'linux/riscv64', 'linux/riscv64']],
  ['other spellings', ['linux/x86_64', 'linux/aarch64', 'Linux/amd64', 'linux/armhf', 'linux/386']],
  ['attestations first', ['unknown/unknown', 'unknown/unknown', 'linux/ppc64le']],
  ['a Windows build before any', ['linux/amd64', WINDOWS_2019, 'windows/amd64']],
  ['a feature asked for', [NEEDS_GPU, 'linux/amd64']],
]

let bed: ComposingBed
let clients: PullingClients
let children: Descriptor[]

beforeAll(async () => {
  bed = await startComposingBed()
  await seedGolden(bed.client)
  clients = await startPullingClients(bed.host)
  children = await childrenIn('odd')
})
afterAll(async () => {
  await clients?.remove()
  await bed?.stop()
})

/** Images that may be listed by hand, in one repository: an index came and went. */
async function childrenIn(repository: string): Promise<Descriptor[]> {
  const names = ['demo-s390x', 'demo-amd64', 'demo-arm64', 'demo-armv7', 'demo-armv6']
  const manifests = names.map((name) => ({ image: `${bed.name}/${name}:v0.2` }))
  const spec = { image: `${bed.name}/${repository}:children`, manifests }
  await collect((await preparePush(bed.context, { spec, accept: [] }, never))())
  const { manifest } = await bed.client.getTag(repository, 'children')
  if (manifest.kind !== 'index') throw new Error('The children were not pushed.')
  return manifest.manifests
}

async function putIndex(tag: string, mediaType: string, offered: readonly (string | Platform | null)[]) {
  const entries = offered.map((platform, place) => {
    const child = children[place]
    if (!child) throw new Error('There are fewer images than entries.')
    const { platform: _, ...unnamed } = child
    return platform === null ? unnamed : { ...unnamed, platform: asWritten(platform) }
  })
  const profile = mediaType === DOCKER_LIST ? 'docker' : 'oci'
  const bytes = buildIndex({ profile, mediaType, entries, annotations: {} })
  await bed.client.putManifest('odd', tag, mediaType, bytes)
  return `${bed.name}/odd:${tag}`
}

/** Without the normalising that parsing does: odd spellings are what is judged. */
function asWritten(platform: string | Platform): Platform {
  if (typeof platform !== 'string') return platform
  const [os = '', architecture = '', variant] = platform.split('/')
  return { os, architecture, ...(variant && { variant }) }
}

/** What every host gets by `pull`, as the place in the index. */
async function boardOf(pull: (host: string) => Promise<Digest | null>) {
  const board = new Map<string, number | null>()
  for (const host of HOSTS) {
    const digest = await pull(host)
    board.set(host, digest === null ? null : children.findIndex((child) => child.digest === digest))
  }
  return board
}

describe.each([
  ['an OCI index', OCI_INDEX],
  ['a Docker manifest list', DOCKER_LIST],
])('the prediction for podman is what skopeo does with %s', (kind, mediaType) => {
  it.each(ODD)('%s', async (name, offered) => {
    const ref = await putIndex(`${kind}-${name}`.replace(/[^a-z0-9]+/gi, '-'), mediaType, offered)
    const predicted = await boardOf(
      async (platform) => (await predictPull(bed.context, { ref, platform, client: 'podman' }, never)).digest,
    )
    const pulled = await boardOf((host) => clients.skopeo(ref, asWritten(host)))
    expect(pulled).toEqual(predicted)
    const servesSomeone = mediaType === OCI_INDEX || offered.some((platform) => platform !== null)
    expect([...pulled.values()].some((place) => place !== null)).toBe(servesSomeone)
  })
})
