import { describe, expect, it } from 'vitest'
import { DOCKER_LIST } from '@/lib/oci/media-type'
import { golden } from './testing/composing-bed'
import { collect, entry, isTagPut, pushBench, refusal, specOf } from './testing/push-bench'
import { putElsewhere, served } from './testing/restore-bench'

const bench = pushBench()

/** Moves a tag behind the back of whoever planned. */
async function moveTag(repository: string, tag: string) {
  const bytes = golden('captures/mt-2.2.1-docker.json')
  const events = await bench.push({ ...specOf(repository), image: `reg.test/${repository}:elsewhere` })
  expect(events.at(-1)?.type).toBe('result')
  await bench.bed.client.putManifest(repository, tag, DOCKER_LIST, Buffer.concat([bytes, Buffer.from('\n')]))
}

describe('a tag or source that moved', () => {
  it('refuses with the new plan before anything is written when a tag moved since the plan', async () => {
    const repository = bench.fresh()
    const spec = specOf(repository)
    const expectation = await bench.expectationOf(spec)
    await moveTag(repository, 'v1')
    const start = bench.peer.asked.length
    const error = await refusal(bench.prepare(spec, { expect: expectation }))
    expect(error.code).toBe('PLAN_MOVED')
    expect(error.details).toMatchObject({ moved: ['v1'], change: { kept: expect.anything() } })
    expect(bench.writesFrom(start)).toEqual([])
  })

  it('refuses when the sources resolve to another index than the one agreed to', async () => {
    const spec = specOf(bench.fresh())
    const { tags } = await bench.expectationOf(spec)
    const start = bench.peer.asked.length
    const error = await refusal(bench.prepare(spec, { expect: { digest: `sha256:${'0'.repeat(64)}`, tags } }))
    expect(error.code).toBe('PLAN_MOVED')
    expect(bench.writesFrom(start)).toEqual([])
  })

  it('moves no tag when one moved while the children were on their way', async () => {
    const repository = bench.fresh()
    const spec = specOf(repository, { tags: ['extra'] })
    const { digest } = await bench.expectationOf(spec)
    let meddled = false
    bench.peer.meddle = async (asked) => {
      if (!isTagPut(asked, digest) || meddled) return null
      meddled = true
      const bytes = new Uint8Array(
        golden('blobs/98a5b949889215cf887531e6bdf69a52705a803f867291d55868876e1e431b90'),
      )
      const type = 'application/vnd.docker.distribution.manifest.v2+json'
      await fetch(`${bench.bed.url}/v2/${repository}/manifests/v1`, {
        method: 'PUT',
        body: bytes,
        headers: { 'content-type': type },
      })
      return null
    }
    const last = (await bench.push(spec)).at(-1)
    expect(last).toMatchObject({ type: 'error', failure: { code: 'PLAN_MOVED' } })
    expect(last).toMatchObject({
      tags: [
        { tag: 'extra', after: null, moved: false },
        { tag: 'v1', before: null, after: expect.stringContaining('sha256:98a5'), moved: false },
      ],
    })
    expect(await bench.tagOf(repository, 'extra')).toBeNull()
  })

  it('tells and remembers a tag that somebody else moved right after it was put', async () => {
    const repository = bench.fresh()
    const spec = specOf(repository)
    const { digest } = await bench.expectationOf(spec)
    const theirs = (await served(bench.bed, 'demo-s390x', 'v0.2'))?.digest ?? ''
    const records = bench.bed.records.length
    let isPut = false
    bench.peer.meddle = async (asked) => {
      if (!asked.path.endsWith(`/${repository}/manifests/v1`)) return null
      if (isPut && asked.method === 'GET') {
        isPut = false
        await putElsewhere(bench.bed, repository, theirs, 'v1')
      }
      isPut = asked.method === 'PUT'
      return null
    }
    const last = (await bench.push(spec)).at(-1)
    expect(last).toMatchObject({
      type: 'error',
      tags: [{ tag: 'v1', before: null, after: theirs, moved: false }],
      failure: {
        code: 'PLAN_MOVED',
        message:
          'Somebody else moved v1 right after it was pushed. Moved, and then again by somebody else: v1.',
        details: { left: { blobs: 0, manifests: 0, index: false } },
      },
    })
    const remembered = bench.bed.records.slice(records)
    expect(remembered).toMatchObject([{ action: 'push', before: null, after: digest }])
  })

  it('is content where somebody else has put the very same index meanwhile', async () => {
    const repository = bench.fresh()
    const spec = { ...specOf(repository), tags: ['extra'] }
    const expectation = await bench.expectationOf(spec)
    const runs = await Promise.all([1, 2, 3].map(() => bench.prepare(spec)))
    const ends = (await Promise.all(runs.map((run) => collect(run())))).map((events) => events.at(-1))
    expect(ends.map((end) => end?.type)).toEqual(['result', 'result', 'result'])
    const moves = ends.flatMap((end) => (end?.type === 'result' ? end.result.tags : []))
    expect(moves.filter(({ moved }) => moved)).toHaveLength(2)
    // Who agreed to a plan from before sees it done.
    const late = await bench.push(spec, { expect: expectation })
    expect(late.at(-1)).toMatchObject({ type: 'result', result: { digest: expectation.digest } })
  })

  it('lets of two pushes to one tag at once only one win', async () => {
    const repository = bench.fresh()
    const spec = specOf(repository)
    const other = { ...spec, manifests: [entry('demo-amd64'), entry('demo-arm64')] }
    const runs = await Promise.all([bench.prepare(spec), bench.prepare(other)])
    const ends = (await Promise.all(runs.map((run) => collect(run())))).map((events) => events.at(-1))
    expect(ends.map((end) => end?.type).toSorted()).toEqual(['error', 'result'])
    expect(ends.find((end) => end?.type === 'error')).toMatchObject({ failure: { code: 'PLAN_MOVED' } })
  })
})
