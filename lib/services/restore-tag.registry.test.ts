import { describe, expect, it } from 'vitest'
import { isTagPut, pushBench, refusal, specOf } from './testing/push-bench'
import {
  deleteElsewhere,
  firstSpec,
  putElsewhere,
  restore,
  secondSpec,
  served,
} from './testing/restore-bench'

const bench = pushBench()
const nowhere = `sha256:${'0'.repeat(64)}`

/** A tag `v1` that was pushed twice. Its digests; `first` and `second` still name them. */
async function pushedTwice() {
  const repository = bench.fresh()
  await bench.push(firstSpec(repository))
  await bench.push(secondSpec(repository), { accept: ['PLATFORM_LOST'] })
  const first = (await served(bench.bed, repository, 'first'))?.digest ?? ''
  const second = (await served(bench.bed, repository, 'v1'))?.digest ?? ''
  expect(first).not.toBe(second)
  return { repository, image: `${repository}:v1`, first, second, start: bench.peer.asked.length }
}

const digestAt = async (repository: string, tag: string) =>
  (await served(bench.bed, repository, tag))?.digest ?? null

describe('putting a tag back', () => {
  it('serves the old bytes with their media type again, moves no other tag, and is recorded', async () => {
    const { repository, image, first, second, start } = await pushedTwice()
    const recorded = bench.bed.records.length
    expect(await restore(bench.bed, image, first, { expect: second })).toEqual({
      ...{ ref: `reg.test/${image}`, before: second, after: first, moved: true, notices: [] },
    })
    expect(await served(bench.bed, repository, 'v1')).toEqual(await served(bench.bed, repository, first))
    expect(await digestAt(repository, 'second')).toBe(second)
    expect(bench.writesFrom(start).map(({ path }) => path)).toEqual([`/v2/${repository}/manifests/v1`])
    expect(bench.bed.records.slice(recorded)).toMatchObject([
      { action: 'restore', ref: `reg.test/${image}`, before: second, after: first, sources: [] },
    ])
  })

  it('brings a removed tag back', async () => {
    const { repository, first } = await pushedTwice()
    const answer = await restore(bench.bed, `${repository}:again`, first, { expect: null })
    expect(answer).toMatchObject({ before: null, after: first, moved: true })
    expect(await digestAt(repository, 'again')).toBe(first)
  })

  it('leaves a tag alone that is there already, whatever was expected', async () => {
    const { image, second, start } = await pushedTwice()
    expect(await restore(bench.bed, image, second, { expect: nowhere })).toMatchObject({ moved: false })
    expect(bench.writesFrom(start)).toEqual([])
  })

  it('never overwrites a newer push, and says what is there now', async () => {
    const { repository, image, first, second, start } = await pushedTwice()
    const error = await refusal(restore(bench.bed, image, first, { expect: nowhere }))
    expect(error).toMatchObject({
      code: 'PLAN_MOVED',
      message: expect.stringContaining(second.slice(0, 19)),
      details: { now: second },
    })
    expect(bench.writesFrom(start)).toEqual([])
    expect(await digestAt(repository, 'v1')).toBe(second)
  })

  it('takes whatever is there where nothing is expected', async () => {
    const { repository, image, first } = await pushedTwice()
    expect(await restore(bench.bed, image, first)).toMatchObject({ moved: true })
    expect(await digestAt(repository, 'v1')).toBe(first)
  })

  it('does one of two at a time', async () => {
    const { image, first, second } = await pushedTwice()
    const both = [1, 2].map(() => restore(bench.bed, image, first, { expect: second }))
    expect((await Promise.all(both)).map(({ moved }) => moved).toSorted()).toEqual([false, true])
  })

  it.each([
    ['the old index', (repository: string, first: string) => deleteElsewhere(bench.bed, repository, first)],
    [
      'an image of it',
      async (repository: string, first: string) => {
        const index = JSON.parse((await served(bench.bed, repository, first))?.bytes.toString() ?? '')
        const amd64 = index.manifests.find(
          (child: { platform: { architecture: string } }) => child.platform.architecture === 'amd64',
        )
        return deleteElsewhere(bench.bed, repository, amd64.digest)
      },
    ],
  ])('says that %s has been deleted, and moves nothing', async (_, destroy) => {
    const { repository, image, first, second } = await pushedTwice()
    expect((await destroy(repository, first)).status).toBe(202)
    const error = await refusal(restore(bench.bed, image, first, { expect: second }))
    expect(error).toMatchObject({
      code: 'MANIFEST_UNKNOWN',
      message: expect.stringContaining('garbage-collected'),
    })
    expect(await digestAt(repository, 'v1')).toBe(second)
  })

  it('takes a write that was done but not answered for done', async () => {
    const { repository, image, first, second } = await pushedTwice()
    let puts = 0
    bench.peer.meddle = async (asked, response) => {
      if (!isTagPut(asked, 'v1')) return null
      puts++
      await putElsewhere(bench.bed, repository, 'first', 'v1')
      response.destroy()
      return null
    }
    expect(await restore(bench.bed, image, first, { expect: second })).toMatchObject({ moved: true })
    expect(puts).toBe(1)
  })

  it('tells when somebody else pushes right after it', async () => {
    const { repository, image, first, second } = await pushedTwice()
    bench.peer.meddle = async (asked, response) => {
      if (!isTagPut(asked, 'v1')) return null
      await putElsewhere(bench.bed, repository, 'third', 'v1')
      response.writeHead(201).end()
      return null
    }
    const third = specOf(repository).manifests[1]
    await bench.push(specOf(repository, { image: `reg.test/${repository}:third`, manifests: [third] }))
    const recorded = bench.bed.records.length
    const error = await refusal(restore(bench.bed, image, first, { expect: second }))
    expect(error).toMatchObject({
      code: 'PLAN_MOVED',
      message: expect.stringContaining('right after that'),
      details: { now: await digestAt(repository, 'third') },
    })
    expect(bench.bed.records.slice(recorded)).toMatchObject([
      { action: 'restore', before: second, after: first },
    ])
  })
})

describe('what is refused before the registry is asked', () => {
  it.each([
    'reg.test/out/app',
    `reg.test/out/app:v1@${nowhere}`,
    `reg.test/out/app@${nowhere}`,
    'reg.test/A:v1',
  ])('a reference that is no tag: %s', async (ref) => {
    const start = bench.peer.asked.length
    const error = await refusal(restore(bench.bed, ref.slice('reg.test/'.length), nowhere))
    expect(error.code).toBe('REFERENCE_INVALID')
    expect(bench.peer.asked.length).toBe(start)
  })

  it('a registry that is read-only', async () => {
    const registry = bench.bed.context.registries.get('reg.test')
    if (!registry) throw new Error('No registry.')
    const readOnly = { ...registry, readOnlyReason: 'reg.test is marked read-only in manifold.yaml.' }
    const context = { ...bench.bed.context, registries: new Map([['reg.test', readOnly]]) }
    const error = await refusal(restore({ ...bench.bed, context }, 'out/app:v1', null))
    expect(error).toMatchObject({ code: 'READ_ONLY', message: readOnly.readOnlyReason })
  })
})

it('is a success that could not be recorded where the store does not answer', async () => {
  const { image, first } = await pushedTwice()
  const context = { ...bench.bed.context, store: () => Promise.reject(new Error('no disk')) }
  const answer = await restore({ ...bench.bed, context }, image, first)
  expect(answer).toMatchObject({ moved: true, notices: [expect.stringContaining('recorded')] })
})
