import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listRegistries } from './list-registries'
import { type ComposingBed, seedGolden, startComposingBed } from './testing/composing-bed'
import { type Asked, startMeddlingPeer } from './testing/meddling-peer'
import { isTagPut, pushBench, refusal } from './testing/push-bench'
import { deleteElsewhere, firstSpec, putElsewhere, restore, served } from './testing/restore-bench'

const bench = pushBench()

/** One digest under `first` and `v1`, the latter to be removed. */
async function pushedOnce() {
  const repository = bench.fresh()
  await bench.push(firstSpec(repository))
  const digest = (await served(bench.bed, repository, 'v1'))?.digest ?? ''
  return { repository, image: `${repository}:v1`, digest, start: bench.peer.asked.length }
}

const digestAt = async (repository: string, tag: string) =>
  (await served(bench.bed, repository, tag))?.digest ?? null
/** An image every `firstSpec` brings into its repository, where no tag has it. */
const otherImage = async () => (await digestAt('demo-s390x', 'v0.2')) ?? ''
const isDeletion = ({ method, path }: Asked, reference: RegExp) =>
  method === 'DELETE' && reference.test(path.slice(path.lastIndexOf('/') + 1))

/** The deletion of the index that stands in for the tag: the second of a digest, after the trial. */
function onLastDeletion(act: (asked: Asked) => Promise<void>) {
  let deletions = 0
  return async (asked: Asked) => {
    if (isDeletion(asked, /^sha256:/) && ++deletions === 2) await act(asked)
    return null
  }
}

describe('removing a tag from a registry that deletes digests only', () => {
  it('leaves every other tag of that digest, and nothing of its own', async () => {
    const { repository, image, digest, start } = await pushedOnce()
    expect(await restore(bench.bed, image, null, { expect: digest })).toMatchObject({
      ...{ before: digest, after: null, moved: true },
    })
    expect(await digestAt(repository, 'v1')).toBeNull()
    expect(await digestAt(repository, 'first')).toBe(digest)
    expect((await bench.bed.client.listTags(repository)).names).toEqual(['first'])
    const deleted = bench.writesFrom(start).filter((asked) => isDeletion(asked, /^sha256:/))
    expect(deleted.length).toBe(2)
    for (const { path } of deleted)
      expect(await served(bench.bed, repository, path.slice(path.lastIndexOf('/') + 1))).toBeNull()
    expect(deleted.some(({ path }) => path.endsWith(digest))).toBe(false)
    expect(bench.bed.records.at(-1)).toMatchObject({ action: 'restore', before: digest, after: null })
    const { items } = await listRegistries(bench.bed.context)
    expect(items[0]?.supports.delete).toBe('yes')
  })

  it('has nothing to do where the tag is gone already', async () => {
    const { repository, digest, start } = await pushedOnce()
    const answer = await restore(bench.bed, `${repository}:never`, null, { expect: digest })
    expect(answer).toMatchObject({ before: null, after: null, moved: false })
    expect(bench.writesFrom(start)).toEqual([])
  })

  it('never removes a newer push', async () => {
    const { image, digest, start } = await pushedOnce()
    const error = await refusal(restore(bench.bed, image, null, { expect: `sha256:${'0'.repeat(64)}` }))
    expect(error).toMatchObject({ code: 'PLAN_MOVED', details: { now: digest } })
    expect(bench.writesFrom(start)).toEqual([])
  })

  it('leaves a push that comes while deletion is tried out', async () => {
    const { repository, image, digest } = await pushedOnce()
    const theirs = await otherImage()
    bench.peer.meddle = async (asked) => {
      if (isDeletion(asked, /^sha256:/)) await putElsewhere(bench.bed, repository, theirs, 'v1')
      return null
    }
    const error = await refusal(restore(bench.bed, image, null, { expect: digest }))
    expect(error).toMatchObject({ code: 'PLAN_MOVED', details: { now: theirs } })
    expect(await digestAt(repository, 'v1')).toBe(theirs)
  })

  it('leaves a push that comes just before its last step', async () => {
    const { repository, image, digest } = await pushedOnce()
    const theirs = await otherImage()
    bench.peer.meddle = onLastDeletion(async () => {
      await putElsewhere(bench.bed, repository, theirs, 'v1')
    })
    const error = await refusal(restore(bench.bed, image, null, { expect: digest }))
    expect(error).toMatchObject({
      code: 'PLAN_MOVED',
      message: expect.stringContaining('was removed, and right after that'),
      details: { now: theirs },
    })
    expect(await digestAt(repository, 'v1')).toBe(theirs)
  })

  it('gives the tag its index back when the last step fails', async () => {
    const { repository, image, digest } = await pushedOnce()
    const before = await served(bench.bed, repository, 'v1')
    let deletions = 0
    bench.peer.meddle = (asked, response) => {
      if (isDeletion(asked, /^sha256:/) && ++deletions === 2) response.writeHead(500).end()
      return null
    }
    const error = await refusal(restore(bench.bed, image, null, { expect: digest }))
    expect(error).toMatchObject({
      code: 'REGISTRY_REFUSED',
      message: expect.stringContaining('v1 is as it was.'),
    })
    expect(await served(bench.bed, repository, 'v1')).toEqual(before)
  })

  it('takes a deletion that was done but not answered for done', async () => {
    const { repository, image, digest } = await pushedOnce()
    let deletions = 0
    bench.peer.meddle = async (asked, response) => {
      if (!isDeletion(asked, /^sha256:/) || ++deletions < 2) return null
      await fetch(new URL(asked.path, bench.bed.url), { method: 'DELETE' })
      response.destroy()
      return null
    }
    expect(await restore(bench.bed, image, null, { expect: digest })).toMatchObject({ moved: true })
    expect(await digestAt(repository, 'v1')).toBeNull()
    expect(await digestAt(repository, 'first')).toBe(digest)
  })

  it.each([401, 403])('stops at once where the account may not delete (%i)', async (status) => {
    const { repository, image, digest, start } = await pushedOnce()
    bench.peer.meddle = ({ method }, response) => {
      if (method === 'DELETE') response.writeHead(status).end()
      return null
    }
    const failure = await restore(bench.bed, image, null).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'REGISTRY_UNAUTHORIZED' })
    expect(bench.writesFrom(start).map(({ method }) => method)).toEqual(['DELETE'])
    expect(await digestAt(repository, 'v1')).toBe(digest)
  })
})

it('deletes by tag, and nothing else, where the registry does that', async () => {
  const { repository, image, digest, start } = await pushedOnce()
  bench.peer.meddle = async (asked, response) => {
    if (!isDeletion(asked, /^v1$/)) return null
    await putElsewhere(bench.bed, repository, await otherImage(), 'v1')
    await deleteElsewhere(bench.bed, repository, await otherImage())
    response.writeHead(202).end()
    return null
  }
  expect(await restore(bench.bed, image, null, { expect: digest })).toMatchObject({ moved: true })
  expect(bench.writesFrom(start)).toEqual([{ method: 'DELETE', path: `/v2/${repository}/manifests/v1` }])
  expect(await digestAt(repository, 'first')).toBe(digest)
})

it('does not call a tag removed that a registry took for deletion and still serves', async () => {
  const { repository, image, digest } = await pushedOnce()
  bench.peer.meddle = ({ method }, response) => {
    if (method === 'DELETE') response.writeHead(202).end()
    return null
  }
  const error = await refusal(restore(bench.bed, image, null, { expect: digest }))
  expect(error).toMatchObject({ code: 'REGISTRY_INCONSISTENT', details: { now: digest } })
  expect(await digestAt(repository, 'v1')).toBe(digest)
})

describe('a registry that cannot delete', () => {
  let bed: ComposingBed
  beforeAll(async () => {
    bed = await startComposingBed({ name: 'reg.test', delete: false })
    await seedGolden(bed.client, ['demo-s390x'])
  })
  afterAll(() => bed?.stop())

  it('is told before any tag is touched, and what to do about it', async () => {
    const digest = (await served(bed, 'demo-s390x', 'v0.2'))?.digest
    const error = await refusal(restore(bed, 'demo-s390x:v0.2', null, { expect: digest ?? null }))
    expect(error).toMatchObject({
      code: 'REGISTRY_REFUSED',
      message: 'reg.test cannot delete, so v0.2 stays as it is.',
      hint: expect.stringContaining('REGISTRY_STORAGE_DELETE_ENABLED=true'),
      details: { status: 405, registryCode: 'UNSUPPORTED' },
    })
    expect((await served(bed, 'demo-s390x', 'v0.2'))?.digest).toBe(digest)
    expect(bed.records).toEqual([])
    const { items } = await listRegistries(bed.context)
    expect(items[0]?.supports.delete).toBe('no')
  })
})

it('says where the tag may be when the registry dies in the middle', async () => {
  const dying = await startMeddlingPeer()
  const doomed = await startComposingBed({ name: 'reg.test', url: dying.url })
  dying.upstream = doomed.url
  await seedGolden(doomed.client, ['demo-s390x'])
  dying.meddle = async (asked, response) => {
    if (!isTagPut(asked, 'v0.2')) return null
    await doomed.killRegistry()
    response.destroy()
    return null
  }
  const error = await refusal(restore(doomed, 'demo-s390x:v0.2', null))
  expect(error).toMatchObject({
    code: 'REGISTRY_UNREACHABLE',
    message: expect.stringContaining('v0.2 may now point to an empty index'),
    hint: expect.stringContaining('Undo again'),
  })
  await doomed.stop()
  await dying.stop()
})
