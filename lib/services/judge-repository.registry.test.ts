import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ManifestFacts } from '@/lib/coverage/facts'
import type { StoreEvent } from '@/lib/storage/event-store'
import type { JudgedChange } from '@/lib/storage/index-store'
import type { Store } from '@/lib/storage/store'
import { digestNo, manifestNo, readingOf } from '@/lib/storage/testing/facts'
import { openScratchStore } from '@/lib/storage/testing/scratch-store'
import type { Context } from './context'
import { addIgnore, listIgnores, removeIgnore } from './ignores'
import { judgeAgain } from './judge-again'
import { judgeRepository } from './judge-repository'
import { listOutOfStep } from './lockstep'
import { addPolicy, listPolicies, removePolicy } from './policies'
import { readingContext } from './testing/reading-context'

const REGISTRY = 'reg.test'
let scratch: Awaited<ReturnType<typeof openScratchStore>>
let store: Store
let repository: string
let count = 0
let now = Date.UTC(2026, 0, 1)
let judged: JudgedChange[] = []
let context: Context

beforeAll(async () => {
  scratch = await openScratchStore()
  store = scratch.store
})
afterAll(async () => {
  await Promise.all([...context.registries.values()].map(({ client }) => client.close()))
  await scratch.stop()
})
beforeEach(() => {
  repository = `team/app-no${count++}`
  judged = []
  context = {
    ...readingContext({ name: REGISTRY, url: 'http://127.0.0.1:1' }),
    now: () => now,
    store: async () => store,
    onJudged: (_place, change) => judged.push(change),
  }
})

const image = (n: number, architecture = 'amd64'): ManifestFacts =>
  manifestNo(n, { image: { platform: { os: 'linux', architecture }, createdAt: null, labels: {} } })

async function read(tags: Record<string, number>, manifests: ManifestFacts[], where = repository) {
  await store.index.recordListing({ registry: REGISTRY, repository: where }, { at: now, problem: null })
  await store.index.recordReadings(
    { registry: REGISTRY, repository: where },
    {
      tags: Object.entries(tags).map(([tag, digest]) => readingOf(tag, digest)),
      unchanged: null,
      manifests,
      confirmed: null,
    },
  )
}
const judge = (where = repository) => judgeRepository(context, { registry: REGISTRY, repository: where })
const codes = (change: JudgedChange | undefined) => (change?.fresh ?? []).map(({ code }) => code)

describe('judging a repository', () => {
  it('tells what is new once, to pages and to whoever is notified', async () => {
    await read({ v1: 1 }, [image(1)])
    const heard: StoreEvent[] = []
    const leave = store.events.subscribe((event) => heard.push(event))
    context = {
      ...context,
      policies: [{ registry: null, match: repository, tags: '*', require: ['linux/arm64'] }],
    }
    const change = await judge()
    expect(codes(change)).toEqual(['PLATFORM_REQUIRED'])
    expect(judged).toEqual([change])
    expect(heard).toEqual([{ type: 'tags', registry: REGISTRY, repository, tags: ['v1'] }])
    expect(codes(await judge())).toEqual([])
    expect(heard).toHaveLength(1)
    leave()
  })

  it('knows nothing of a repository nobody read', async () => {
    expect(await judge('team/never')).toEqual({ changed: [], lost: [], fresh: [] })
    expect(judged).toEqual([])
  })

  it('judges what was composed from it too, and lists it as out of step', async () => {
    const app = `${repository}-all`
    await read({ v1: 2 }, [image(2)], app)
    await read({ 'v1-arm': 3 }, [image(3, 'arm64')])
    await store.compositions.recordCompositions([
      {
        registry: REGISTRY,
        repository: app,
        tag: 'v1',
        digest: digestNo(2),
        at: now,
        actor: 'ada',
        spec: 'image: x\n',
        sources: [
          { registry: REGISTRY, repository, tag: 'v1-arm', digest: digestNo(3), platform: 'linux/arm64' },
        ],
      },
    ])
    await judge(app)
    await judge()
    const scope = { registry: REGISTRY, repository: app, limit: 50, cursor: undefined }
    expect((await listOutOfStep(context, scope)).items).toEqual([])
    judged = []
    await read({ 'v1-arm': 4 }, [image(4, 'arm64')])
    await judge()
    expect(judged.flatMap((change) => codes(change))).toContain('SOURCE_MOVED')
    expect((await listOutOfStep(context, scope)).items).toMatchObject([
      {
        ref: `${REGISTRY}/${app}:v1`,
        moved: [{ source: `${REGISTRY}/${repository}:v1-arm`, before: digestNo(3), now: digestNo(4) }],
        spec: 'image: x\n',
      },
    ])
    await store.index.removeTags({ registry: REGISTRY, repository }, ['v1-arm'])
    expect((await listOutOfStep(context, scope)).items).toMatchObject([
      { moved: [{ now: null }], spec: null },
    ])
  })

  it('finds tags for one architecture each that nobody composed, here and in sister repositories', async () => {
    await read({ '1.2-amd64': 5, '1.2-arm64': 6 }, [image(5), image(6, 'arm64')])
    const change = await judge()
    expect(change.fresh).toMatchObject([{ code: 'UNCOMPOSED', ref: `${REGISTRY}/${repository}:1.2` }])
    const sisters = [`sis${count}/app-amd64`, `sis${count}/app-arm64`]
    await read({ v3: 5 }, [image(5)], sisters[0])
    await read({ v3: 6 }, [image(6, 'arm64')], sisters[1])
    // Which repositories belong together is known again after a while.
    now += 60_000
    const told = [...(await judge(sisters[0])).fresh, ...(await judge(sisters[1])).fresh]
    expect(told).toMatchObject([{ code: 'UNCOMPOSED', ref: `${REGISTRY}/sis${count}/app:v3` }])
  })
})

describe('policies and exceptions', () => {
  const idle = () => judgeAgain(context)

  it('are judged by at once, counted, and taken back', async () => {
    await read({ va: 1, vb: 2 }, [image(1), image(2, 's390x')])
    await judge()
    const policy = await addPolicy(context, { match: repository, tags: 'v*', require: ['linux/s390x'] })
    await idle()
    expect(judged.flatMap((change) => codes(change))).toEqual(['PLATFORM_REQUIRED'])
    const own = async () => (await listPolicies(context)).items.find(({ id }) => id === policy.id)
    expect((await own())?.applies).toEqual({ tags: 2, lacking: 1 })
    const ignore = await addIgnore(context, {
      match: repository,
      tags: '*',
      code: 'PLATFORM_REQUIRED',
      platform: 'linux/s390x',
      reason: 'no mainframe here',
      until: new Date(now + 86_400_000).toISOString(),
    })
    await idle()
    expect((await own())?.applies).toEqual({ tags: 2, lacking: 0 })
    expect((await listIgnores(context)).items).toContainEqual(ignore)
    await removeIgnore(context, ignore.id)
    await idle()
    expect((await own())?.applies).toEqual({ tags: 2, lacking: 1 })
    await removePolicy(context, policy.id ?? '')
    await expect(removePolicy(context, policy.id ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('goes on after a stop with what was left', async () => {
    const other = `${repository}-b`
    await read({ v1: 1 }, [image(1)])
    await read({ v1: 1 }, [image(1)], other)
    await judge()
    await judge(other)
    context = {
      ...context,
      policies: [{ registry: null, match: `${repository}*`, tags: '*', require: ['linux/arm64'] }],
    }
    judged = []
    // As a process that was stopped after the first of them.
    await judge()
    await idle()
    expect(judged.map(codes).filter((found) => found.length > 0)).toHaveLength(2)
    judged = []
    await idle()
    expect(judged).toEqual([])
  })

  const base = { match: '**', tags: '*', code: 'SCHEMA1' as const, reason: 'old' }
  it.each([
    [
      'a glob nobody can read',
      () => addPolicy(context, { match: '{a', tags: '*', require: ['linux/arm64'] }),
      'REQUEST_INVALID',
    ],
    [
      'a platform nobody can read',
      () => addPolicy(context, { match: '*', tags: '*', require: ['linux/*'] }),
      'REQUEST_INVALID',
    ],
    ['no platform', () => addPolicy(context, { match: '*', tags: '*', require: [' '] }), 'REQUEST_INVALID'],
    [
      'a strange registry',
      () => addPolicy(context, { registry: 'x', match: '*', tags: '*', require: ['linux/arm64'] }),
      'REGISTRY_UNKNOWN',
    ],
    [
      'a day gone by',
      () => addIgnore(context, { ...base, until: new Date(now - 1).toISOString() }),
      'REQUEST_INVALID',
    ],
    [
      'three years',
      () => addIgnore(context, { ...base, until: new Date(now + 3 * 366 * 86_400_000).toISOString() }),
      'REQUEST_INVALID',
    ],
    [
      'writing where only reading is allowed',
      () =>
        addPolicy({ ...context, readOnlyReason: 'no' }, { match: '*', tags: '*', require: ['linux/arm64'] }),
      'READ_ONLY',
    ],
  ])('refuses %s', async (_name, write, code) => {
    await expect(write()).rejects.toMatchObject({ code })
  })
})
