import { afterEach, beforeEach, expect, it } from 'vitest'
import { planComposition } from './plan-composition'
import { preparePush } from './push-composition'
import { type ComposingBed, seedGolden, startComposingBed } from './testing/composing-bed'
import { type Asked, type MeddlingPeer, startMeddlingPeer } from './testing/meddling-peer'
import { collect, isTagPut, specOf } from './testing/push-bench'
import { never } from './testing/reading-context'

const BLOBS = 9
const REPOSITORY = 'out/doomed'
const spec = specOf(REPOSITORY, { tags: ['extra'] })

let peer: MeddlingPeer
let bed: ComposingBed
beforeEach(async () => {
  peer = await startMeddlingPeer()
  bed = await startComposingBed({ name: 'reg.test', url: peer.url })
  peer.upstream = bed.url
  await seedGolden(bed.client, ['demo-s390x', 'demo-amd64'])
})
afterEach(async () => {
  await bed?.stop()
  await peer?.stop()
})

/** The registry ends, as a crash would end it, right before the first request of a kind; and stays away. */
async function pushUntil(isLast: (asked: Asked, index: string) => boolean, noMounts = false) {
  const { digest } = await planComposition(bed.context, { spec }, never)
  let dead = false
  peer.meddle = async (asked, response) => {
    if (!dead && isLast(asked, digest)) {
      dead = true
      await bed.killRegistry()
    }
    if (dead) response.destroy()
    return noMounts ? asked.path.replace(/\?mount=.*/, '') : null
  }
  const last = (await collect((await preparePush(bed.context, { spec, accept: [] }, never))())).at(-1)
  expect(dead).toBe(true)
  if (last?.type !== 'error') throw new Error('Expected a failure.')
  return { digest, tags: last.tags, failure: last.failure }
}

const isBlobPut = ({ method, path }: Asked) => method === 'PUT' && path.includes('/blobs/uploads/')
const isChildPut = (asked: Asked, index: string) =>
  asked.method === 'PUT' && asked.path.includes('/manifests/sha256:') && !isTagPut(asked, index)
const isReadBack = ({ method, path }: Asked) =>
  method === 'GET' &&
  path === `/v2/${REPOSITORY}/manifests/v1` &&
  peer.asked.some((one) => isTagPut(one, 'v1'))

const UNMOVED = [
  { tag: 'extra', before: null, after: null, moved: false },
  { tag: 'v1', before: null, after: null, moved: false },
]

it.each([
  ['a mount', (asked: Asked) => asked.method === 'POST', false, { manifests: 0, index: false }],
  ['an upload', isBlobPut, true, { manifests: 0, index: false }],
  ['a child', isChildPut, false, { blobs: BLOBS, index: false }],
  ['the index by digest', isTagPut, false, { blobs: BLOBS, manifests: 2, index: false }],
] as const)(
  'a registry that dies before %s has no tag moved, and what is left is told',
  async (_step, isLast, noMounts, left) => {
    const { failure, tags } = await pushUntil(isLast, noMounts)
    expect(failure).toMatchObject({
      code: 'REGISTRY_UNREACHABLE',
      details: { tags: UNMOVED, unsure: [], left },
    })
    expect(failure.message).toContain('No tag was moved.')
    expect(tags).toEqual(UNMOVED)
    if ('blobs' in left) expect(failure.message).toContain(`${BLOBS} blobs`)
  },
)

it('a registry that dies before the first tag is put leaves open whether that moved; the second did not', async () => {
  const { failure, tags } = await pushUntil((asked) => isTagPut(asked, 'extra'))
  expect(failure.message).toContain('Not moved: v1. Whether extra moved could not be found out.')
  expect(failure.details).toMatchObject({
    unsure: ['extra'],
    left: { blobs: BLOBS, manifests: 2, index: true },
  })
  expect(tags).toEqual(UNMOVED)
})

it('a registry that dies before the second tag has the first moved', async () => {
  const { digest, failure, tags } = await pushUntil((asked) => isTagPut(asked, 'v1'))
  expect(failure.message).toContain('Moved: extra. Whether v1 moved could not be found out.')
  expect(failure.details).toMatchObject({ left: { blobs: 0, manifests: 0, index: false } })
  expect(tags).toMatchObject([
    { tag: 'extra', after: digest, moved: true },
    { tag: 'v1', moved: false },
  ])
  expect(bed.records.map(({ ref }) => ref)).toEqual([`reg.test/${REPOSITORY}:extra`])
})

it('a registry that dies before the reading back has both moved, for it said so', async () => {
  const { digest, failure, tags } = await pushUntil(isReadBack)
  expect(failure).toMatchObject({ code: 'REGISTRY_UNREACHABLE' })
  expect(failure.message).toContain('Moved: extra, v1.')
  expect(tags.map(({ after, moved }) => ({ after, moved }))).toEqual([
    { after: digest, moved: true },
    { after: digest, moved: true },
  ])
})

it('a blob that lies about its digest is not stored, and no tag moves', async () => {
  const [layer = ''] = peer.asked.flatMap(
    ({ path }) => /\/demo-s390x\/blobs\/(sha256:\w+)$/.exec(path)?.slice(1) ?? [],
  )
  expect(layer).toMatch(/^sha256:/)
  peer.meddle = ({ method, path }, response) => {
    if (method === 'GET' && path.endsWith(layer)) {
      if (peer.asked.some(isBlobPost)) response.end('other bytes')
    }
    return path.replace(/\?mount=.*/, '')
  }
  const last = (await collect((await preparePush(bed.context, { spec, accept: [] }, never))())).at(-1)
  expect(last).toMatchObject({
    type: 'error',
    failure: { code: 'REGISTRY_INCONSISTENT', message: expect.stringContaining('No tag was moved.') },
    tags: UNMOVED,
  })
  expect(await bed.client.headBlob(REPOSITORY, layer)).toBe(false)
})

const isBlobPost = ({ method, path }: Asked) =>
  method === 'POST' && path.startsWith(`/v2/${REPOSITORY}/blobs/uploads/`)
