import { describe, expect, it } from 'vitest'
import { DOCKER_LIST } from '@/lib/oci/media-type'
import { planComposition } from './plan-composition'
import type { PushOutcome } from './push-composition-events'
import { collect, isTagPut, pushBench, specOf } from './testing/push-bench'
import { never } from './testing/reading-context'

const bench = pushBench()

const expectedBytes = async (repository: string) =>
  (await planComposition(bench.bed.context, { spec: specOf(repository) }, never)).bytes

describe('what a registry may do', () => {
  it('streams the blobs where the mount is refused with an upload', async () => {
    bench.peer.meddle = ({ method, path }) => (method === 'POST' ? path.replace(/\?mount=.*/, '') : null)
    const repository = bench.fresh()
    const events = await bench.push(specOf(repository))
    expect(events.at(-1)?.type).toBe('result')
    expect(events).toContainEqual(expect.objectContaining({ action: 'copy', state: 'done' }))
    expect(events.some(({ type }) => type === 'progress')).toBe(true)
  })

  it.each([404, 405])('streams the blobs where a mount is answered %i', async (status) => {
    bench.peer.meddle = ({ path }, response) => {
      if (path.includes('mount=')) response.writeHead(status).end()
      return null
    }
    expect((await bench.push(specOf(bench.fresh()))).at(-1)?.type).toBe('result')
  })

  it('goes straight to the tags where an index by digest is refused', async () => {
    const spec = specOf(bench.fresh())
    const { digest } = await bench.expectationOf(spec)
    bench.peer.meddle = (asked, response) => {
      if (isTagPut(asked, digest)) response.writeHead(405).end()
      return null
    }
    const events = await bench.push(spec)
    expect(events).toContainEqual(expect.objectContaining({ action: 'put-index', state: 'skipped' }))
    expect(events.at(-1)?.type).toBe('result')
  })

  it('takes a write that was done but not answered for done', async () => {
    const repository = bench.fresh()
    let puts = 0
    bench.peer.meddle = async (asked, response) => {
      if (!isTagPut(asked, 'v1')) return null
      puts++
      const bytes = Buffer.from((await expectedBytes(repository)) ?? '')
      await fetch(new URL(asked.path, bench.bed.url), {
        method: 'PUT',
        body: bytes,
        headers: { 'content-type': DOCKER_LIST },
      })
      response.destroy()
      return null
    }
    const events = await bench.push(specOf(repository))
    expect(events.at(-1)).toMatchObject({ type: 'result', result: { tags: [{ moved: true }] } })
    expect(puts).toBe(1)
  })

  it('repeats a write that got no answer and did not happen', async () => {
    let puts = 0
    bench.peer.meddle = (asked, response) => {
      if (isTagPut(asked, 'v1') && puts++ === 0) response.writeHead(503).end()
      return null
    }
    expect((await bench.push(specOf(bench.fresh()))).at(-1)?.type).toBe('result')
    expect(puts).toBe(2)
  })
})

describe('a push that fails half-way', () => {
  it('names every tag as moved or not when the registry refuses the second', async () => {
    const repository = bench.fresh()
    bench.peer.meddle = (asked, response) => {
      if (isTagPut(asked, 'v1')) response.writeHead(403).end()
      return null
    }
    const recorded = bench.bed.records.length
    const last = (await bench.push(specOf(repository, { tags: ['extra'] }))).at(-1)
    expect(last).toMatchObject({
      type: 'error',
      failure: {
        code: 'REGISTRY_UNAUTHORIZED',
        message: expect.stringContaining('Moved: extra. Not moved: v1.'),
      },
      tags: [
        { tag: 'extra', before: null, moved: true },
        { tag: 'v1', before: null, after: null, moved: false },
      ],
    })
    expect(bench.bed.records.slice(recorded).map(({ ref }) => ref)).toEqual([`reg.test/${repository}:extra`])
  })

  it('stops before the next write when it is cancelled, and says what was left', async () => {
    const cancel = new AbortController()
    const repository = bench.fresh()
    const run = await bench.prepare(specOf(repository), {}, bench.bed.context, cancel.signal)
    const events: PushOutcome[] = []
    for await (const event of run()) {
      events.push(event)
      if (event.type === 'step' && event.action === 'put-index') cancel.abort()
    }
    expect(events.at(-1)).toMatchObject({
      type: 'error',
      failure: {
        message: `The push was stopped before its end. No tag was moved. 9 blobs, 2 manifests and the index are in reg.test/${repository} without a tag; garbage collection removes them.`,
        details: { left: { blobs: 9, manifests: 2, index: true } },
      },
    })
    expect(await bench.tagOf(repository, 'v1')).toBeNull()
  })

  it('stays a success when it cannot be recorded', async () => {
    const context = { ...bench.bed.context, store: () => Promise.reject(new Error('no disk')) }
    const run = await bench.prepare(specOf(bench.fresh()), {}, context)
    const last = (await collect(run())).at(-1)
    expect(last).toMatchObject({ type: 'result', result: { notices: [expect.stringContaining('recorded')] } })
    expect(bench.bed.logs).toContain('A push could not be recorded.')
  })

  it('gives the tags back when its reader has left', async () => {
    const repository = bench.fresh()
    const run = await bench.prepare(specOf(repository))
    const events = run()
    await events.next()
    await events.next()
    await events.return()
    const after = await bench.prepare(specOf(repository))
    expect((await collect(after())).at(-1)?.type).toMatch(/result|error/)
  })
})
