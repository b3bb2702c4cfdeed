import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DOCKER_LIST, OCI_INDEX } from '@/lib/oci/media-type'
import { type Platform, parsePlatform } from '@/lib/oci/platform'
import { planComposition } from './plan-composition'
import { preparePush } from './push-composition'
import { type ComposingBed, seedGolden, startComposingBed } from './testing/composing-bed'
import { type PullingClients, startPullingClients } from './testing/pulling-clients'
import { collect } from './testing/push-bench'
import { never } from './testing/reading-context'

interface Kind {
  name: string
  format?: string
  sources: string[]
  mediaType: string
  /** What must be in the pushed index, in order. */
  platforms: string[]
}

const LINUX = ['s390x', 'amd64', 'arm64/v8', 'arm/v7', 'arm/v6'].map((rest) => `linux/${rest}`)
const IMAGES = ['demo-s390x', 'demo-amd64', 'demo-arm64', 'demo-armv7', 'demo-armv6']
const ATTESTED = { sources: ['bk-amd64:v1', 'bk-arm64:v1'], platforms: ['linux/amd64', 'linux/arm64'] }

/** Every kind of index a composition can be. */
const KINDS: Kind[] = [
  {
    name: 'docker',
    sources: IMAGES.map((image) => `${image}:v0.2`),
    mediaType: DOCKER_LIST,
    platforms: LINUX,
  },
  {
    name: 'oci',
    sources: [...IMAGES.map((image) => `${image}-oci:v0.2`), 'demo-amd64v3:v0.2'],
    mediaType: OCI_INDEX,
    platforms: [...LINUX, 'linux/amd64/v3'],
  },
  {
    name: 'mixed',
    sources: IMAGES.map((image, i) => `${image}${i % 2 ? '-oci' : ''}:v0.2`),
    mediaType: OCI_INDEX,
    platforms: LINUX,
  },
  {
    name: 'mixed-docker',
    format: 'docker',
    sources: IMAGES.map((image, i) => `${image}${i % 2 ? '-oci' : ''}:v0.2`),
    mediaType: DOCKER_LIST,
    platforms: LINUX,
  },
  { name: 'attested', ...ATTESTED, mediaType: OCI_INDEX },
  { name: 'attested-in-place', ...ATTESTED, format: 'buildx', mediaType: OCI_INDEX },
  { name: 'attested-docker', ...ATTESTED, format: 'docker', mediaType: DOCKER_LIST },
]
const WINDOWS = ['demo-win2019:v0.2', 'demo-win2022:v0.2', 'demo-win2025:v0.2']

let bed: ComposingBed
let clients: PullingClients

beforeAll(async () => {
  bed = await startComposingBed()
  await seedGolden(bed.client)
  clients = await startPullingClients(bed.host)
})
afterAll(async () => {
  await clients?.remove()
  await bed?.stop()
})

/** Composes and pushes; answers the plan that was pushed, and what the push says each platform gets. */
async function compose({ name, sources, format }: Pick<Kind, 'name' | 'sources' | 'format'>) {
  const spec = {
    image: `${bed.name}/judged/${name}:v1`,
    ...(format && { format }),
    manifests: sources.map((source) => ({ image: `${bed.name}/${source}` })),
  }
  const plan = await planComposition(bed.context, { spec }, never)
  const run = await preparePush(bed.context, { spec, accept: [] }, never)
  const last = (await collect(run())).at(-1)
  if (last?.type !== 'result') throw new Error(`${name} was not pushed: ${JSON.stringify(last)}`)
  expect(last.result.digest).toBe(plan.digest)
  return { plan, ref: last.result.ref, pulled: last.result.platforms }
}

const platformOf = (text: string): Platform => {
  const parsed = parsePlatform(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

describe.each(KINDS)('a composed index: $name', (kind) => {
  let made: Awaited<ReturnType<typeof compose>>
  beforeAll(async () => {
    made = await compose(kind)
  })

  it('is what was wanted', () => {
    expect(made.plan.mediaType).toBe(kind.mediaType)
    expect(made.pulled.map(({ platform }) => platform)).toEqual(kind.platforms)
    const attestations = made.plan.entries.filter(({ attestation }) => attestation)
    expect(attestations).toHaveLength(kind.name.startsWith('attested') ? kind.platforms.length : 0)
  })

  it.each(kind.platforms)('skopeo and buildah on %s pull its image and no other', async (platform) => {
    const wanted = made.pulled.find((entry) => entry.platform === platform)?.digest
    const host = platformOf(platform)
    expect(await clients.skopeo(made.ref, host)).toBe(wanted)
    expect(await clients.buildah(made.ref, host)).toBe(wanted)
  })

  it('gives nothing to a host it has nothing for', async () => {
    const host = platformOf('linux/riscv64')
    expect(await clients.skopeo(made.ref, host)).toBeNull()
    expect(await clients.buildah(made.ref, host)).toBeNull()
  })

  it('is read by both as it was planned, attestations included', async () => {
    expect((await clients.raw(made.ref)).toString()).toBe(made.plan.bytes)
    expect(await clients.listed(made.ref)).toEqual(made.plan.entries.map(({ digest }) => digest))
  })
})

describe('Windows builds, which these clients cannot tell apart', () => {
  let made: Awaited<ReturnType<typeof compose>>
  beforeAll(async () => {
    made = await compose({ name: 'windows', sources: [...WINDOWS, 'demo-amd64:v0.2'] })
  })

  it('give the first to everyone who asks for Windows', async () => {
    const host = { os: 'windows', architecture: 'amd64' }
    const first = made.pulled[0]?.digest
    expect(made.pulled.map(({ platform }) => platform.replace(/\d+\+/, '+'))).toEqual([
      'windows(10.0.17763.+win32k)/amd64',
      'windows(10.0.20348.+win32k)/amd64',
      'windows(10.0.26100.+win32k)/amd64',
      'linux/amd64',
    ])
    expect(await clients.skopeo(made.ref, host)).toBe(first)
    expect(await clients.buildah(made.ref, host)).toBe(first)
  })

  it.each([0, 1, 2, 3])('give each of them by its digest: entry %i', async (place) => {
    const entry = made.plan.entries[place]
    if (!entry?.platform) throw new Error('The index has no such entry.')
    const { os, architecture } = entry.platform
    const pinned = `${made.ref.replace(/:v1$/, '')}@${entry.digest}`
    expect(await clients.skopeo(pinned, { os, architecture })).toBe(entry.digest)
    expect(await clients.buildah(pinned, { os, architecture })).toBe(entry.digest)
  })
})
