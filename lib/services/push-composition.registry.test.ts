import { describe, expect, it } from 'vitest'
import { PushEvent } from '@/lib/contract/compositions'
import { pushLines } from '@/lib/http/push-answer'
import type { PushOutcome } from './push-composition-events'
import { collect, entry, pushBench, refusal, specOf } from './testing/push-bench'

const bench = pushBench()

describe('the stream of a push', () => {
  it('tells of a step before anything is written, then of every step, and ends with the result', async () => {
    const run = await bench.prepare(specOf(bench.fresh(), { tags: ['v1.0', 'latest'] }))
    const start = bench.peer.asked.length
    const events = run()
    const first = await events.next()
    await new Promise((resolve) => setImmediate(resolve))
    expect(first.value).toMatchObject({ type: 'step', step: 1 })
    expect(bench.writesFrom(start)).toEqual([])

    const rest = await collect(events)
    const lines: PushEvent[] = []
    for await (const line of pushLines(stream([first.value as PushOutcome, ...rest]), 'id')) lines.push(line)
    for (const line of lines) expect(PushEvent.parse(line)).toEqual(line)
    const steps = lines.flatMap((line) => (line.type === 'step' && line.state !== 'started' ? [line] : []))
    expect(steps.map(({ step }) => step).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: steps[0]?.steps ?? 0 }, (_, i) => i + 1),
    )
    expect(lines.at(-1)?.type).toBe('result')
  })

  it('puts children by digest, then the index by digest, then the extra tags, and the target last', async () => {
    const repository = bench.fresh()
    const start = bench.peer.asked.length
    await bench.push(specOf(repository, { tags: ['latest', 'v1.0', 'latest'] }))
    const puts = bench.writesFrom(start).filter(({ path }) => path.includes('/manifests/'))
    const references = puts.map(({ path }) => path.slice(path.lastIndexOf('/') + 1))
    expect(references.slice(0, 3).every((reference) => reference.startsWith('sha256:'))).toBe(true)
    expect(references.slice(3)).toEqual(['latest', 'v1.0', 'v1'])
  })

  it('mounts every distinct blob once, and sends nothing when all is there', async () => {
    const repository = bench.fresh()
    const start = bench.peer.asked.length
    await bench.push(specOf(repository))
    const mounts = bench.writesFrom(start).filter(({ method }) => method === 'POST')
    expect(mounts.every(({ path }) => path.includes('mount='))).toBe(true)
    expect(new Set(mounts.map(({ path }) => path)).size).toBe(mounts.length)
    expect(bench.writesFrom(start).some(({ method }) => method === 'PATCH')).toBe(false)

    const again = bench.peer.asked.length
    const events = await bench.push(specOf(repository))
    expect(events.at(-1)).toMatchObject({ result: { tags: [{ tag: 'v1', moved: false }] } })
    expect(bench.writesFrom(again).map(({ method }) => method)).toEqual(['PUT'])
  })
})

describe('what is refused before anything is written', () => {
  it('errors', async () => {
    const start = bench.peer.asked.length
    const error = await refusal(bench.prepare(specOf(bench.fresh(), { manifests: [entry('nowhere')] })))
    expect(error.code).toBe('PLAN_BLOCKED')
    expect(error.details).toMatchObject({ problems: [{ code: 'SOURCE_MISSING', severity: 'error' }] })
    expect(bench.writesFrom(start)).toEqual([])
  })

  it('what nobody confirmed, until it is accepted', async () => {
    const platform = { os: 'linux', architecture: 'ppc64le' }
    const spec = specOf(bench.fresh(), { manifests: [{ ...entry('demo-mislabel'), platform }] })
    const error = await refusal(bench.prepare(spec))
    expect(error).toMatchObject({
      code: 'PLAN_BLOCKED',
      hint: expect.stringContaining('PLATFORM_MISDECLARED'),
    })
    const events = await bench.push(spec, { accept: ['PLATFORM_MISDECLARED'] })
    expect(events.at(-1)?.type).toBe('result')
  })

  it('a registry that is read-only', async () => {
    const registry = bench.bed.context.registries.get('reg.test')
    if (!registry) throw new Error('No registry.')
    const readOnly = { ...registry, readOnlyReason: 'reg.test is marked read-only in manifold.yaml.' }
    const context = { ...bench.bed.context, registries: new Map([['reg.test', readOnly]]) }
    const error = await refusal(bench.prepare(specOf(bench.fresh()), {}, context))
    expect(error).toMatchObject({ code: 'READ_ONLY', message: readOnly.readOnlyReason })
  })

  it('broken YAML, with its line and column', async () => {
    const error = await refusal(bench.prepare('image: reg.test/a:b\nmanifests: [\n'))
    expect(error).toMatchObject({
      code: 'YAML_INVALID',
      details: { line: expect.any(Number), column: expect.any(Number) },
    })
  })
})

async function* stream(events: readonly PushOutcome[]) {
  yield* events
}
