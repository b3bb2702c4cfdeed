import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DOCKER_LIST, OCI_INDEX } from '@/lib/oci/media-type'
import { makeImage } from '@/lib/testing/make-image'
import { type RealRegistry, startRealRegistry } from '@/lib/testing/real-registry'
import { createLayout } from '@/lib/testing/registry-layout'
import type { Context } from './context'
import { planComposition } from './plan-composition'
import { preparePush } from './push-composition'
import { collect, pushBench, refusal, specOf } from './testing/push-bench'
import { never, readingContext } from './testing/reading-context'

const HOUR_MS = 3_600_000
const bench = pushBench()

/** A memory of its own for every test, and a clock that can be put forward. */
let context: Context
let later: number
beforeEach(() => {
  later = 0
  context = {
    ...bench.bed.context,
    now: () => Date.now() + later,
    registries: readingContext({ name: 'reg.test', url: bench.peer.url }).registries,
  }
})

const codesOf = async (spec: unknown, of: Context = context) =>
  (await planComposition(of, { spec: spec as string }, never)).problems.map(({ code }) => code)
const push = async (spec: unknown, of: Context = context) =>
  (await collect((await bench.prepare(spec, {}, of))())).at(-1)

describe('a registry that is older than indexes', () => {
  /** Refuses what is sent as one of these types, as `status` and `code`. */
  const refuseTypes = (types: string[], status: number, code: string) => {
    bench.peer.meddle = ({ method }, response, incoming) => {
      if (method === 'PUT' && types.includes(incoming.headers['content-type'] ?? '')) {
        incoming.resume()
        response.writeHead(status, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ errors: [{ code, message: 'manifest invalid' }] }))
      }
      return null
    }
  }

  it.each([
    [400, 'MANIFEST_INVALID'],
    [415, 'MANIFEST_UNKNOWN_TYPE'],
    [400, 'UNSUPPORTED'],
  ])('is told from its answer %i %s before a tag moves, and by the next plan', async (status, code) => {
    const repository = bench.fresh()
    const spec = specOf(repository, { tags: ['extra'] })
    refuseTypes([DOCKER_LIST], status, code)
    expect(await codesOf(spec)).not.toContain('LISTS_UNSUPPORTED')
    const last = await push(spec)
    expect(last).toMatchObject({
      type: 'error',
      failure: {
        code: 'PLAN_BLOCKED',
        message: expect.stringContaining('No tag was moved. 9 blobs and 2 manifests are in'),
        details: {
          problems: expect.arrayContaining([
            expect.objectContaining({ code: 'LISTS_UNSUPPORTED', severity: 'error' }),
          ]),
          left: { blobs: 9, manifests: 2, index: false },
        },
      },
      tags: [
        { tag: 'extra', moved: false, after: null },
        { tag: 'v1', moved: false, after: null },
      ],
    })

    expect(await codesOf(spec)).toContain('LISTS_UNSUPPORTED')
    const start = bench.peer.asked.length
    const refused = await refusal(bench.prepare(spec, {}, context))
    expect(refused).toMatchObject({
      code: 'PLAN_BLOCKED',
      details: { problems: [{ code: 'LISTS_UNSUPPORTED' }] },
    })
    expect(bench.writesFrom(start)).toEqual([])
  })

  it('is believed for an hour', async () => {
    const spec = specOf(bench.fresh())
    refuseTypes([DOCKER_LIST], 400, 'MANIFEST_INVALID')
    await push(spec)
    later = HOUR_MS - 60_000
    expect(await codesOf(spec)).toContain('LISTS_UNSUPPORTED')
    later = HOUR_MS + 60_000
    expect(await codesOf(spec)).not.toContain('LISTS_UNSUPPORTED')
  })

  it('may take indexes of the other kind, and is believed no more once a push went through', async () => {
    const repository = bench.fresh()
    refuseTypes([OCI_INDEX], 400, 'MANIFEST_INVALID')
    const oci = specOf(repository, { format: 'oci' })
    expect(await push(oci)).toMatchObject({ failure: { hint: expect.stringContaining('docker') } })
    expect(await codesOf(oci)).toContain('LISTS_UNSUPPORTED')
    expect(await codesOf(specOf(repository))).not.toContain('LISTS_UNSUPPORTED')
    expect(await push(specOf(repository))).toMatchObject({ type: 'result' })
    expect(await codesOf(oci)).not.toContain('LISTS_UNSUPPORTED')
  })

  it('is not what a registry is that holds such an index: it has another reason', async () => {
    const repository = bench.fresh()
    expect((await push(specOf(repository)))?.type).toBe('result')
    refuseTypes([DOCKER_LIST], 400, 'MANIFEST_INVALID')
    const changed = specOf(repository, { manifests: specOf(repository).manifests.toReversed() })
    expect(await push(changed)).toMatchObject({ failure: { code: 'REGISTRY_REFUSED' } })
    expect(await codesOf(changed)).not.toContain('LISTS_UNSUPPORTED')
  })

  it('may take them by tag alone', async () => {
    const repository = bench.fresh()
    bench.peer.meddle = ({ method, path }, response, incoming) => {
      const isIndex = incoming.headers['content-type'] === DOCKER_LIST
      if (method === 'PUT' && isIndex && path.includes('sha256:')) response.writeHead(400).end()
      return null
    }
    expect(await push(specOf(repository))).toMatchObject({ type: 'result' })
  })
})

describe('a registry in read-only mode', () => {
  let frozen: RealRegistry
  let stuck: Context
  const images = ['amd64', 's390x'].map((architecture) =>
    makeImage({ platform: { os: 'linux', architecture } }),
  )

  beforeAll(async () => {
    frozen = await startRealRegistry(async (dataDir) => {
      const place = createLayout(dataDir)
      for (const [number, image] of images.entries()) await place('src/app', image, [`v${number}`])
      return { readOnly: true }
    })
  })
  afterAll(() => frozen?.stop())
  beforeEach(() => {
    const { registries } = readingContext({ name: 'frozen.test', url: frozen.url })
    stuck = { ...context, now: () => Date.now() + later, registries }
  })

  const intoRepository = (repository: string) => ({
    image: `frozen.test/${repository}:v1`,
    tags: ['extra'],
    manifests: [{ image: 'frozen.test/src/app:v0' }, { image: 'frozen.test/src/app:v1' }],
  })

  it.each([
    ['blobs would have to come first', 'out/app'],
    ['all is there but the index', 'src/app'],
  ])('says so at the first write, where %s', async (_where, repository) => {
    const spec = { ...intoRepository(repository), image: `frozen.test/${repository}:new` }
    expect(await codesOf(spec, stuck)).not.toContain('REGISTRY_READ_ONLY')
    expect(await push(spec, stuck)).toMatchObject({
      type: 'error',
      failure: {
        code: 'READ_ONLY',
        message: expect.stringMatching(/read-only mode.* No tag was moved\. Nothing was written\.$/),
        details: {
          problems: expect.arrayContaining([expect.objectContaining({ code: 'REGISTRY_READ_ONLY' })]),
          left: { blobs: 0, manifests: 0, index: false },
        },
      },
    })
  })

  it('is said by the next plan and push before anything is tried, for a while', async () => {
    const spec = intoRepository('out/app')
    await push(spec, stuck)
    expect(await codesOf(spec, stuck)).toContain('REGISTRY_READ_ONLY')
    const refused = await refusal(preparePush(stuck, { spec, accept: [] }, never))
    expect(refused).toMatchObject({ code: 'READ_ONLY', message: expect.stringContaining('read-only mode') })
    later = HOUR_MS
    expect(await codesOf(spec, stuck)).not.toContain('REGISTRY_READ_ONLY')
  })
})
