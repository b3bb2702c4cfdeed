import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Digest } from '@/lib/oci/digest'
import { type MadeManifest, makeImage, makeIndex } from '@/lib/testing/make-image'
import { connectTo, push as seed } from '@/lib/testing/registry-client'
import { planComposition } from './plan-composition'
import { preparePush } from './push-composition'
import { type ComposingBed, startComposingBed } from './testing/composing-bed'
import { type Asked, type MeddlingPeer, startMeddlingPeer } from './testing/meddling-peer'
import { collect } from './testing/push-bench'
import { never, readingContext } from './testing/reading-context'

// Eight sources in eight repositories: seven images and an index of two. All share one layer.
const imageOf = (name: string): MadeManifest =>
  makeImage({ platform: { os: 'linux', architecture: name }, layers: ['base', name] })
const SINGLES = ['amd64', 's390x', 'ppc64le', 'riscv64', 'mips64le', '386', 'loong64'].map(imageOf)
const PAIR = [
  makeImage({ platform: { os: 'linux', architecture: 'arm64' }, layers: ['base', 'arm64'] }),
  makeImage({ platform: { os: 'linux', architecture: 'arm', variant: 'v7' }, layers: ['base', 'arm'] }),
]
const CHILDREN = [...SINGLES, ...PAIR]
const BLOBS = new Set(CHILDREN.flatMap(({ blobs }) => blobs.map(({ digest }) => digest)))
const TAGS = ['v1.0', 'latest', 'v1']

let peer: MeddlingPeer
let bed: ComposingBed
let context: ComposingBed['context']
let made = 0
let repository: string

beforeAll(async () => {
  peer = await startMeddlingPeer()
  bed = await startComposingBed({ name: 'reg.test', url: peer.url })
  peer.upstream = bed.url
  const seeder = connectTo(bed.url)
  for (const [place, image] of SINGLES.entries()) await seed(seeder, `src/app-${place}`, image, 'v1')
  for (const image of PAIR) await seed(seeder, 'src/app-7', image)
  await seed(seeder, 'src/app-7', makeIndex(PAIR), 'v1')
  await seeder.close()
})
afterAll(async () => {
  await bed?.stop()
  await peer?.stop()
})
beforeEach(() => {
  // A memory of its own for every test: what is not known yet has to be asked.
  context = { ...bed.context, registries: readingContext({ name: 'reg.test', url: peer.url }).registries }
  repository = `out/made-${++made}`
})
afterEach(async () => {
  peer.meddle = () => null
  await context.registries.get('reg.test')?.client.close()
})

const spec = (more: object = {}) => ({
  image: `reg.test/${repository}:v1`,
  tags: TAGS.slice(0, 2),
  manifests: Array.from({ length: 8 }, (_, place) => ({ image: `reg.test/src/app-${place}:v1` })),
  ...more,
})

/** Pushes, and answers what the registry was asked for it. */
async function push(wanted: ReturnType<typeof spec> = spec(), more: object = {}) {
  const start = peer.asked.length
  const run = await preparePush(context, { spec: wanted, accept: [], ...more }, never)
  const events = await collect(run())
  expect(events.at(-1)).toMatchObject({ type: 'result' })
  return { asked: peer.asked.slice(start), events }
}

/** The requests by what they are for. */
function sorted(asked: readonly Asked[]) {
  const count = (method: string, path: RegExp) =>
    asked.filter((one) => one.method === method && path.test(one.path)).length
  const own = `^/v2/${repository}`
  return {
    sources: count('GET', /^\/v2\/src\/app-\d\/manifests\/v1$/),
    unknown: count('GET', /^\/v2\/src\/.*(?:\/blobs\/|@?sha256:)/),
    childHeads: count('HEAD', new RegExp(`${own}/manifests/sha256:`)),
    blobHeads: count('HEAD', new RegExp(`${own}/blobs/`)),
    mounts: count('POST', new RegExp(`${own}/blobs/uploads/\\?mount=`)),
    uploads: count('PUT', new RegExp(`${own}/blobs/uploads/`)),
    puts: count('PUT', new RegExp(`${own}/manifests/sha256:`)),
    tagReads: count('GET', new RegExp(`${own}/manifests/[^:]+$`)),
    tagHeads: count('HEAD', new RegExp(`${own}/manifests/[^:]+$`)),
    tagPuts: count('PUT', new RegExp(`${own}/manifests/[^:]+$`)),
    all: asked.length,
  }
}

/** What a push may cost: of the children, `absent` are not in the target repository yet, and `unknown` never read. */
function budget(of: { unknown: number; absent: Digest[]; blobs: number; uploads?: number }): number {
  const perBlob = of.blobs * 2 + (of.uploads ?? 0)
  return 8 + of.unknown + CHILDREN.length + perBlob + of.absent.length + 1 + 3 * TAGS.length
}

const NOTHING_KNOWN = PAIR.length + CHILDREN.length
const digestsOf = (images: readonly MadeManifest[]) => images.map(({ digest }) => digest)

describe('a push of eight sources across repositories', () => {
  it('asks no more than it may, of any kind, where nothing is known and nothing there', async () => {
    const { all, ...kinds } = sorted((await push()).asked)
    expect(kinds).toEqual({
      sources: 8,
      unknown: NOTHING_KNOWN,
      childHeads: CHILDREN.length,
      // A mount tells as much as the asking: that is what pays for the first look at the tags.
      blobHeads: 0,
      mounts: BLOBS.size,
      uploads: 0,
      puts: CHILDREN.length + 1,
      tagReads: 2 * TAGS.length,
      tagHeads: TAGS.length,
      tagPuts: TAGS.length,
    })
    expect(all).toBe(Object.values(kinds).reduce((sum, count) => sum + count, 0))
    expect(all).toBeLessThanOrEqual(
      budget({ unknown: NOTHING_KNOWN, absent: digestsOf(CHILDREN), blobs: BLOBS.size }),
    )
  })

  it('asks for nothing known by digest after a plan, and once of every source', async () => {
    const { digest, tags } = await planComposition(context, { spec: spec() }, never)
    const kinds = sorted((await push(spec(), { expect: { digest, tags } })).asked)
    expect(kinds).toMatchObject({ sources: 8, unknown: 0, childHeads: CHILDREN.length })
    expect(kinds.all).toBeLessThanOrEqual(
      budget({ unknown: 0, absent: digestsOf(CHILDREN), blobs: BLOBS.size }),
    )
  })

  it('brings only what is not there', async () => {
    const [first, ...others] = spec().manifests
    await push(spec({ manifests: others }))
    const { asked } = await push(spec({ manifests: [first, ...others] }))
    const kinds = sorted(asked)
    // The base layer of the new image is there already, and mounted once more for the price of asking.
    expect(kinds).toMatchObject({ unknown: 1, mounts: 3, puts: 1 + 1, childHeads: CHILDREN.length })
    expect(kinds.all).toBeLessThanOrEqual(
      budget({ unknown: 1, absent: digestsOf(SINGLES.slice(0, 1)), blobs: 3 }),
    )
  })

  it('writes only the index, by digest, where all is there and every tag points to it', async () => {
    await push()
    const kinds = sorted((await push()).asked)
    expect(kinds).toMatchObject({ unknown: 0, mounts: 0, puts: 1, tagPuts: 0, tagReads: 2 * TAGS.length })
    expect(kinds.all).toBeLessThanOrEqual(budget({ unknown: 0, absent: [], blobs: 0 }))
  })

  it('reads a tag that is both source and target once', async () => {
    await push()
    const edited = {
      ...spec(),
      tags: [],
      manifests: [{ image: `reg.test/${repository}:v1` }],
      format: 'docker',
    }
    const { asked } = await push(edited)
    expect(sorted(asked)).toMatchObject({ tagReads: 2, tagHeads: 1, tagPuts: 1, childHeads: CHILDREN.length })
    const unknown = asked.filter(({ method, path }) => method === 'GET' && path.includes('sha256:')).length
    expect(unknown).toBe(2 * CHILDREN.length)
    expect(asked).toHaveLength(1 + unknown + CHILDREN.length + 1 + 3)
  })

  it('goes on in the very upload that a registry opens instead of a mount', async () => {
    peer.meddle = ({ path }) => path.replace(/\?mount=.*/, '')
    const { asked, events } = await push()
    const kinds = sorted(asked)
    expect(kinds).toMatchObject({ mounts: BLOBS.size, uploads: BLOBS.size, blobHeads: 0 })
    expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(BLOBS.size)
    expect(asked.some(({ method }) => method === 'DELETE')).toBe(false)
    expect(events).toContainEqual(expect.objectContaining({ action: 'copy', state: 'done' }))
    // The bytes of an upload have to be read as well.
    const reads = BLOBS.size
    expect(kinds.all).toBeLessThanOrEqual(
      reads +
        budget({
          unknown: NOTHING_KNOWN,
          absent: digestsOf(CHILDREN),
          blobs: BLOBS.size,
          uploads: BLOBS.size,
        }),
    )
  })
})

describe('what does not depend on one another', () => {
  /** Lets requests of a kind through only together: were they sent one by one, the push would never end. */
  const together = (count: number, isOne: (asked: Asked) => boolean) => {
    let arrived = 0
    let open = () => {}
    const all = new Promise<void>((resolve) => {
      open = resolve
    })
    peer.meddle = async (asked) => {
      if (!isOne(asked)) return null
      if (++arrived >= count) open()
      await all
      return null
    }
  }
  const ofTarget = (method: string, path: string) => (asked: Asked) =>
    asked.method === method && asked.path.startsWith(`/v2/${repository}/${path}`)

  it.each([
    ['sources are read', 8, (asked: Asked) => /^\/v2\/src\/.*\/v1$/.test(asked.path)],
    ['children are asked for', 8, (asked: Asked) => ofTarget('HEAD', 'manifests/sha256:')(asked)],
    ['blobs are mounted', 8, (asked: Asked) => ofTarget('POST', 'blobs/uploads/')(asked)],
    ['children are put', 8, (asked: Asked) => ofTarget('PUT', 'manifests/sha256:')(asked)],
    [
      'tags are looked at',
      3,
      (asked: Asked) => ofTarget('HEAD', 'manifests/')(asked) && !/sha256/.test(asked.path),
    ],
    ['tags are read back', 3, (asked: Asked) => ofTarget('GET', 'manifests/')(asked)],
  ] as const)('%s side by side', async (_what, count, isOne) => {
    together(count, isOne)
    await push()
  })
})

describe('a child that is known and gone', () => {
  const copies = () => ({ ...spec(), tags: [], image: `reg.test/${repository}:copy` })
  const drop = (digest: Digest) =>
    fetch(`${bed.url}/v2/${repository}/manifests/${digest}`, { method: 'DELETE' })

  it('of the target repository itself is said to be missing before anything is written', async () => {
    await push()
    const lost = SINGLES[2]?.digest ?? ''
    const edit = { ...copies(), manifests: [{ image: `reg.test/${repository}:v1` }] }
    await planComposition(context, { spec: edit }, never)
    expect((await drop(lost)).status).toBe(202)
    const start = peer.asked.length
    await expect(preparePush(context, { spec: edit, accept: [] }, never)).rejects.toMatchObject({
      code: 'PLAN_BLOCKED',
      details: {
        problems: [
          { code: 'CHILD_MISSING', entry: 0, platform: 'linux/ppc64le', ref: edit.manifests[0]?.image },
        ],
      },
    })
    expect(peer.asked.slice(start).every(({ method }) => method === 'GET' || method === 'HEAD')).toBe(true)
  })

  it('comes from another repository that has it', async () => {
    await push()
    const lost = SINGLES[2]?.digest ?? ''
    const here = {
      image: `reg.test/${repository}@${lost}`,
      platform: { os: 'linux', architecture: 'ppc64le', osversion: '1' },
    }
    const both = { ...copies(), manifests: [here, { image: 'reg.test/src/app-2:v1' }] }
    await planComposition(context, { spec: both }, never)
    expect((await drop(lost)).status).toBe(202)
    const kinds = sorted((await push(both)).asked)
    expect(kinds).toMatchObject({ puts: 1 + 1, mounts: 3 })
  })
})
