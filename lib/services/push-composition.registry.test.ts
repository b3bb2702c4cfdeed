import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { PushEvent } from '@/lib/contract/compositions'
import { pushLines } from '@/lib/http/push-answer'
import { DOCKER_LIST } from '@/lib/oci/media-type'
import type { Context } from './context'
import { planComposition } from './plan-composition'
import { preparePush } from './push-composition'
import type { PushOutcome } from './push-composition-events'
import { ServiceError } from './service-error'
import { type ComposingBed, golden, seedGolden, startComposingBed } from './testing/composing-bed'
import { type Asked, type MeddlingPeer, startMeddlingPeer } from './testing/meddling-peer'
import { never } from './testing/reading-context'

let peer: MeddlingPeer
let bed: ComposingBed
let made = 0

beforeAll(async () => {
  peer = await startMeddlingPeer()
  bed = await startComposingBed({ name: 'reg.test', url: peer.url })
  peer.upstream = bed.url
  await seedGolden(bed.client, ['demo-s390x', 'demo-amd64', 'demo-arm64', 'demo-mislabel'])
})
afterAll(async () => {
  await bed?.stop()
  await peer?.stop()
})
afterEach(() => {
  peer.meddle = () => null
})

/** A repository of its own for every test, so that nothing is there yet. */
const fresh = () => `out/made-${++made}`
const entry = (name: string) => ({ image: `reg.test/${name}:v0.2` })
const specOf = (repository: string, more: object = {}) => ({
  image: `reg.test/${repository}:v1`,
  manifests: [entry('demo-s390x'), entry('demo-amd64')],
  ...more,
})

type Request = Parameters<typeof preparePush>[1]
const prepare = (
  spec: unknown,
  more: Partial<Request> = {},
  context: Context = bed.context,
  signal = never,
) => preparePush(context, { spec, accept: [], ...more } as Request, signal)

async function push(spec: unknown, more: Partial<Request> = {}): Promise<PushOutcome[]> {
  const run = await prepare(spec, more)
  return collect(run())
}

async function collect(events: AsyncIterable<PushOutcome>): Promise<PushOutcome[]> {
  const seen: PushOutcome[] = []
  for await (const event of events) seen.push(event)
  return seen
}

async function refusal(attempt: Promise<unknown>): Promise<ServiceError> {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof ServiceError) return error
  throw new Error(`Expected a refusal, got ${String(error)}`)
}

const expectationOf = async (spec: unknown) => {
  const { digest, tags } = await planComposition(bed.context, { spec: spec as string }, never)
  return { digest, tags }
}
const tagOf = (repository: string, tag: string) => bed.client.headTag(repository, tag)
const isTagPut = ({ method, path }: Asked, tag: string) =>
  method === 'PUT' && path.endsWith(`/manifests/${tag}`)
const writesFrom = (start: number) => peer.asked.slice(start).filter(({ method }) => !/GET|HEAD/.test(method))

/** Moves a tag behind the back of whoever planned. */
async function moveTag(repository: string, tag: string) {
  const bytes = golden('captures/mt-2.2.1-docker.json')
  const events = await push({ ...specOf(repository), image: `reg.test/${repository}:elsewhere` })
  expect(events.at(-1)?.type).toBe('result')
  await bed.client.putManifest(repository, tag, DOCKER_LIST, Buffer.concat([bytes, Buffer.from('\n')]))
}

describe('the stream of a push', () => {
  it('tells of a step before anything is written, then of every step, and ends with the result', async () => {
    const run = await prepare(specOf(fresh(), { tags: ['v1.0', 'latest'] }))
    const start = peer.asked.length
    const events = run()
    const first = await events.next()
    await new Promise((resolve) => setImmediate(resolve))
    expect(first.value).toMatchObject({ type: 'step', step: 1 })
    expect(writesFrom(start)).toEqual([])

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
    const repository = fresh()
    const start = peer.asked.length
    await push(specOf(repository, { tags: ['latest', 'v1.0', 'latest'] }))
    const puts = writesFrom(start).filter(({ path }) => path.includes('/manifests/'))
    const references = puts.map(({ path }) => path.slice(path.lastIndexOf('/') + 1))
    expect(references.slice(0, 3).every((reference) => reference.startsWith('sha256:'))).toBe(true)
    expect(references.slice(3)).toEqual(['latest', 'v1.0', 'v1'])
  })

  it('mounts every distinct blob once, and sends nothing when all is there', async () => {
    const repository = fresh()
    const start = peer.asked.length
    await push(specOf(repository))
    const mounts = writesFrom(start).filter(({ method }) => method === 'POST')
    expect(mounts.every(({ path }) => path.includes('mount='))).toBe(true)
    expect(new Set(mounts.map(({ path }) => path)).size).toBe(mounts.length)
    expect(writesFrom(start).some(({ method }) => method === 'PATCH')).toBe(false)

    const again = peer.asked.length
    const events = await push(specOf(repository))
    expect(events.at(-1)).toMatchObject({ result: { tags: [{ tag: 'v1', moved: false }] } })
    expect(writesFrom(again).map(({ method }) => method)).toEqual(['PUT'])
  })
})

describe('what a registry may do', () => {
  it('streams the blobs where the mount is refused with an upload', async () => {
    peer.meddle = ({ method, path }) => (method === 'POST' ? path.replace(/\?mount=.*/, '') : null)
    const repository = fresh()
    const events = await push(specOf(repository))
    expect(events.at(-1)?.type).toBe('result')
    expect(events).toContainEqual(expect.objectContaining({ action: 'copy', state: 'done' }))
    expect(events.some(({ type }) => type === 'progress')).toBe(true)
  })

  it.each([404, 405])('streams the blobs where a mount is answered %i', async (status) => {
    peer.meddle = ({ path }, response) => {
      if (path.includes('mount=')) response.writeHead(status).end()
      return null
    }
    expect((await push(specOf(fresh()))).at(-1)?.type).toBe('result')
  })

  it('goes straight to the tags where an index by digest is refused', async () => {
    const spec = specOf(fresh())
    const { digest } = await expectationOf(spec)
    peer.meddle = (asked, response) => {
      if (isTagPut(asked, digest)) response.writeHead(405).end()
      return null
    }
    const events = await push(spec)
    expect(events).toContainEqual(expect.objectContaining({ action: 'put-index', state: 'skipped' }))
    expect(events.at(-1)?.type).toBe('result')
  })

  it('takes a write that was done but not answered for done', async () => {
    const repository = fresh()
    let puts = 0
    peer.meddle = async (asked, response) => {
      if (!isTagPut(asked, 'v1')) return null
      puts++
      const bytes = Buffer.from((await expectedBytes(repository)) ?? '')
      await fetch(new URL(asked.path, bed.url), {
        method: 'PUT',
        body: bytes,
        headers: { 'content-type': DOCKER_LIST },
      })
      response.destroy()
      return null
    }
    const events = await push(specOf(repository))
    expect(events.at(-1)).toMatchObject({ type: 'result', result: { tags: [{ moved: true }] } })
    expect(puts).toBe(1)
  })

  it('repeats a write that got no answer and did not happen', async () => {
    let puts = 0
    peer.meddle = (asked, response) => {
      if (isTagPut(asked, 'v1') && puts++ === 0) response.writeHead(503).end()
      return null
    }
    expect((await push(specOf(fresh()))).at(-1)?.type).toBe('result')
    expect(puts).toBe(2)
  })
})

const expectedBytes = async (repository: string) =>
  (await planComposition(bed.context, { spec: specOf(repository) }, never)).bytes

describe('a tag or source that moved', () => {
  it('refuses with the new plan before anything is written when a tag moved since the plan', async () => {
    const repository = fresh()
    const spec = specOf(repository)
    const expectation = await expectationOf(spec)
    await moveTag(repository, 'v1')
    const start = peer.asked.length
    const error = await refusal(prepare(spec, { expect: expectation }))
    expect(error.code).toBe('PLAN_MOVED')
    expect(error.details).toMatchObject({ moved: ['v1'], change: { kept: expect.anything() } })
    expect(writesFrom(start)).toEqual([])
  })

  it('refuses when the sources resolve to another index than the one agreed to', async () => {
    const spec = specOf(fresh())
    const { tags } = await expectationOf(spec)
    const start = peer.asked.length
    const error = await refusal(prepare(spec, { expect: { digest: `sha256:${'0'.repeat(64)}`, tags } }))
    expect(error.code).toBe('PLAN_MOVED')
    expect(writesFrom(start)).toEqual([])
  })

  it('moves no tag when one moved while the children were on their way', async () => {
    const repository = fresh()
    const spec = specOf(repository, { tags: ['extra'] })
    const { digest } = await expectationOf(spec)
    let meddled = false
    peer.meddle = async (asked) => {
      if (!isTagPut(asked, digest) || meddled) return null
      meddled = true
      const bytes = new Uint8Array(
        golden('blobs/98a5b949889215cf887531e6bdf69a52705a803f867291d55868876e1e431b90'),
      )
      const type = 'application/vnd.docker.distribution.manifest.v2+json'
      await fetch(`${bed.url}/v2/${repository}/manifests/v1`, {
        method: 'PUT',
        body: bytes,
        headers: { 'content-type': type },
      })
      return null
    }
    const last = (await push(spec)).at(-1)
    expect(last).toMatchObject({ type: 'error', failure: { code: 'PLAN_MOVED' } })
    expect(last).toMatchObject({
      tags: [
        { tag: 'extra', after: null, moved: false },
        { tag: 'v1', before: null, after: expect.stringContaining('sha256:98a5'), moved: false },
      ],
    })
    expect(await tagOf(repository, 'extra')).toBeNull()
  })

  it('lets of two pushes to one tag at once only one win', async () => {
    const repository = fresh()
    const spec = specOf(repository)
    const other = { ...spec, manifests: [entry('demo-amd64'), entry('demo-arm64')] }
    const runs = await Promise.all([prepare(spec), prepare(other)])
    const ends = (await Promise.all(runs.map((run) => collect(run())))).map((events) => events.at(-1))
    expect(ends.map((end) => end?.type).toSorted()).toEqual(['error', 'result'])
    expect(ends.find((end) => end?.type === 'error')).toMatchObject({ failure: { code: 'PLAN_MOVED' } })
  })
})

describe('what is refused before anything is written', () => {
  it('errors', async () => {
    const start = peer.asked.length
    const error = await refusal(prepare(specOf(fresh(), { manifests: [entry('nowhere')] })))
    expect(error.code).toBe('PLAN_BLOCKED')
    expect(error.details).toMatchObject({ problems: [{ code: 'SOURCE_MISSING', severity: 'error' }] })
    expect(writesFrom(start)).toEqual([])
  })

  it('what nobody confirmed, until it is accepted', async () => {
    const platform = { os: 'linux', architecture: 'ppc64le' }
    const spec = specOf(fresh(), { manifests: [{ ...entry('demo-mislabel'), platform }] })
    const error = await refusal(prepare(spec))
    expect(error).toMatchObject({
      code: 'PLAN_BLOCKED',
      hint: expect.stringContaining('PLATFORM_MISDECLARED'),
    })
    const events = await push(spec, { accept: ['PLATFORM_MISDECLARED'] })
    expect(events.at(-1)?.type).toBe('result')
  })

  it('a registry that is read-only', async () => {
    const registry = bed.context.registries.get('reg.test')
    if (!registry) throw new Error('No registry.')
    const readOnly = { ...registry, readOnlyReason: 'reg.test is marked read-only in manifold.yaml.' }
    const context = { ...bed.context, registries: new Map([['reg.test', readOnly]]) }
    const error = await refusal(prepare(specOf(fresh()), {}, context))
    expect(error).toMatchObject({ code: 'READ_ONLY', message: readOnly.readOnlyReason })
  })

  it('broken YAML, with its line and column', async () => {
    const error = await refusal(prepare('image: reg.test/a:b\nmanifests: [\n'))
    expect(error).toMatchObject({
      code: 'YAML_INVALID',
      details: { line: expect.any(Number), column: expect.any(Number) },
    })
  })
})

describe('a push that fails half-way', () => {
  it('names every tag as moved or not when the registry refuses the second', async () => {
    const repository = fresh()
    peer.meddle = (asked, response) => {
      if (isTagPut(asked, 'v1')) response.writeHead(403).end()
      return null
    }
    const recorded = bed.records.length
    const last = (await push(specOf(repository, { tags: ['extra'] }))).at(-1)
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
    expect(bed.records.slice(recorded).map(({ ref }) => ref)).toEqual([`reg.test/${repository}:extra`])
  })

  it('stops before the next write when it is cancelled, and says what was left', async () => {
    const cancel = new AbortController()
    const repository = fresh()
    const run = await prepare(specOf(repository), {}, bed.context, cancel.signal)
    const events: PushOutcome[] = []
    for await (const event of run()) {
      events.push(event)
      if (event.type === 'step' && event.action === 'put-index') cancel.abort()
    }
    expect(events.at(-1)).toMatchObject({
      type: 'error',
      failure: { message: 'The push was stopped before its end. No tag was moved.' },
    })
    expect(await tagOf(repository, 'v1')).toBeNull()
    expect(await tagOf(repository, 'v1')).toBeNull()
  })

  it('stays a success when it cannot be recorded', async () => {
    const context = { ...bed.context, store: () => Promise.reject(new Error('no disk')) }
    const run = await prepare(specOf(fresh()), {}, context)
    const last = (await collect(run())).at(-1)
    expect(last).toMatchObject({ type: 'result', result: { notices: [expect.stringContaining('recorded')] } })
    expect(bed.logs).toContain('A push could not be recorded.')
  })

  it('gives the tags back when its reader has left', async () => {
    const repository = fresh()
    const run = await prepare(specOf(repository))
    const events = run()
    await events.next()
    await events.next()
    await events.return()
    const after = await prepare(specOf(repository))
    expect((await collect(after())).at(-1)?.type).toMatch(/result|error/)
  })
})

it('says that no tag moved when the registry dies between children and index', async () => {
  const dying = await startMeddlingPeer()
  const doomed = await startComposingBed({ name: 'reg.test', url: dying.url })
  dying.upstream = doomed.url
  await seedGolden(doomed.client, ['demo-s390x', 'demo-amd64'])
  const spec = specOf('out/doomed', { tags: ['extra'] })
  const { digest } = await planComposition(doomed.context, { spec }, never)
  dying.meddle = async (asked, response) => {
    if (!isTagPut(asked, digest)) return null
    await doomed.killRegistry()
    response.destroy()
    return null
  }
  const run = await prepare(spec, {}, doomed.context)
  const last = (await collect(run())).at(-1)
  expect(last).toMatchObject({
    type: 'error',
    failure: { message: expect.stringContaining('No tag was moved.') },
    tags: [
      { tag: 'extra', moved: false },
      { tag: 'v1', moved: false },
    ],
  })
  await doomed.stop()
  await dying.stop()
})

async function* stream(events: readonly PushOutcome[]) {
  yield* events
}
