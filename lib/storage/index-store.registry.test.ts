import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Place, Readings } from './index-store'
import { openStore } from './open-store'
import type { Store } from './store'
import { ENGINES, type Engine } from './testing/engines'
import { digestNo, judgedTag, judgementOf, manifestNo, readingOf } from './testing/facts'

const batch = (more: Partial<Readings>): Readings => ({
  tags: [],
  unchanged: null,
  manifests: [],
  confirmed: null,
  ...more,
})
const NOBODY = new Map()

describe.each(ENGINES)('the index on $name', ({ prepare }) => {
  let where: Awaited<ReturnType<Engine['prepare']>>
  let store: Store
  let place: Place
  let count = 0

  beforeAll(async () => {
    where = await prepare()
    store = await openStore(where)
  })
  afterAll(async () => {
    await store?.close()
    await where?.clean()
  })
  beforeEach(() => {
    place = { registry: 'localhost:5000', repository: `team/app-${count++}` }
  })

  const read = (more: Partial<Readings>) => store.index.recordReadings(place, batch(more))
  const facts = async () => {
    const known = await store.index.factsOf(place)
    if (!known) throw new Error('nothing is known')
    return known
  }
  const judge = async (
    tags: Parameters<typeof judgementOf>[0],
    at = 5_000,
    told: Parameters<Store['index']['recordJudgement']>[2]['told'] = NOBODY,
  ) => store.index.recordJudgement(place, judgementOf(tags), { at, version: (await facts()).version, told })

  it('gives facts back as they were read', async () => {
    const index = manifestNo(1, {
      kind: 'index',
      image: null,
      blobs: [],
      entries: [
        {
          digest: digestNo(2),
          mediaType: 'application/vnd.oci.image.manifest.v1+json',
          size: 7,
          platform: { os: 'linux', architecture: 's390x' },
          artifactType: null,
          attests: null,
        },
      ],
    })
    await read({ tags: [readingOf('v1', 1)], manifests: [index, manifestNo(2)] })
    const known = await facts()
    expect(known.tags).toEqual([
      { tag: 'v1', state: 'present', digest: digestNo(1), problem: null, checkedAt: 1_000, verifiedAt: null },
    ])
    expect([...known.manifests.values()]).toEqual([index, manifestNo(2)])
    expect(await store.index.factsOf({ ...place, repository: 'nobody/knows' })).toBeNull()
  })

  it('gives thousands back, and numbers of any size', async () => {
    const numbers = Array.from({ length: 2_500 }, (_, n) => n)
    const size = 9_000_000_000_000
    const manifests = numbers.map((n) => manifestNo(n, { size: size + n }))
    const tags = numbers.map((n) => readingOf(`v${n}`, n, { checkedAt: 1_700_000_000_000 + n }))
    await read({ tags, manifests })
    const known = await facts()
    const byTag = new Map(known.tags.map((tag) => [tag.tag, tag]))
    for (const n of numbers) {
      expect(byTag.get(`v${n}`)).toMatchObject({ digest: digestNo(n), checkedAt: 1_700_000_000_000 + n })
      expect(known.manifests.get(digestNo(n))).toEqual(manifests[n])
    }
    expect(await store.index.knownTags(place)).toHaveLength(2_500)
    expect((await store.index.knownManifests(place)).size).toBe(2_500)
  })

  it('keeps what was known of a tag that cannot be read, and takes it up again when it can', async () => {
    await read({ tags: [readingOf('v1', 1)] })
    await read({
      tags: [
        readingOf('v1', 0, {
          digest: null,
          etag: null,
          state: 'unreadable',
          problem: 'It broke.',
          checkedAt: 2_000,
        }),
      ],
    })
    expect(await store.index.knownTags(place)).toEqual([
      {
        tag: 'v1',
        state: 'unreadable',
        digest: digestNo(1),
        etag: `"${digestNo(1)}"`,
        checkedAt: 2_000,
        verifiedAt: null,
      },
    ])
    await read({ tags: [readingOf('v1', 1, { checkedAt: 3_000, verifiedAt: 3_000 })] })
    expect((await facts()).tags).toEqual([
      {
        tag: 'v1',
        state: 'present',
        digest: digestNo(1),
        problem: null,
        checkedAt: 3_000,
        verifiedAt: 3_000,
      },
    ])
  })

  it('keeps the content of a manifest that is gone, and knows it again', async () => {
    await read({ manifests: [manifestNo(1)] })
    const gone = manifestNo(1, {
      state: 'missing',
      problem: 'The registry has it no more.',
      kind: 'unknown',
      image: null,
      blobs: [],
      checkedAt: 2_000,
    })
    await read({ manifests: [gone] })
    const known = (await facts()).manifests.get(digestNo(1))
    expect(known).toMatchObject({ state: 'missing', kind: 'image', checkedAt: 2_000 })
    expect(known?.blobs).toHaveLength(2)
    await read({ confirmed: { digests: [digestNo(1)], checkedAt: 3_000 } })
    expect(await store.index.knownManifests(place)).toEqual(
      new Map([[digestNo(1), { state: 'present', kind: 'image', checkedAt: 3_000 }]]),
    )
  })

  it('stores a batch whole or not at all', async () => {
    const broken = manifestNo(2, { size: Number.NaN })
    await expect(read({ tags: [readingOf('v1', 1)], manifests: [broken] })).rejects.toThrow()
    expect(await store.index.knownTags(place)).toEqual([])
  })

  it('remembers every digest a tag had, what it could be pulled for, and who told', async () => {
    await read({ tags: [readingOf('v1', 1), readingOf('v2', 2)] })
    const both = judgedTag('v1', 0, {
      cells: {
        'linux/amd64': { status: 'present', digest: digestNo(1), size: 1 },
        'linux/arm64': { status: 'present', digest: digestNo(1), size: 1 },
      },
    })
    expect((await judge([both, judgedTag('v2', 1)])).lost).toEqual([])
    await read({ tags: [readingOf('v1', 3)] })
    const told = new Map([['v1', { origin: 'webhook' as const, actor: 'ci' }]])
    const change = await judge([judgedTag('v1', 0), judgedTag('v2', 1)], 6_000, told)
    expect(change.lost).toEqual([
      { tag: 'v1', platforms: ['linux/arm64'], digest: digestNo(3), before: digestNo(1) },
    ])
    expect(change.changed).toEqual(['v1'])
    await store.index.removeTags(place, ['v2'])
    expect((await judge([judgedTag('v1', 0)], 7_000)).changed).toEqual(['v2'])
    const { history } = await facts()
    expect(history.get('v1')).toEqual([
      { at: 6_000, digest: digestNo(3), platforms: ['linux/amd64'] },
      { at: 5_000, digest: digestNo(1), platforms: ['linux/amd64', 'linux/arm64'] },
    ])
    expect(history.get('v2')).toEqual([
      { at: 7_000, digest: null, platforms: [] },
      { at: 5_000, digest: digestNo(2), platforms: ['linux/amd64'] },
    ])
  })

  it('writes nothing and tells nothing when a judgement is the same again', async () => {
    await read({ tags: [readingOf('v1', 1)] })
    await judge([judgedTag('v1', 0)])
    expect(await judge([judgedTag('v1', 0)], 9_000)).toEqual({ changed: [], lost: [], fresh: [] })
  })

  it('tells of new findings once, keeps when they were first found, and forgets those that are gone', async () => {
    await read({ tags: [readingOf('v1', 1)] })
    const finding = {
      code: 'CHILD_MISSING',
      severity: 'error',
      ref: 'localhost:5000/team/app:v1',
      platform: 'linux/arm64',
      message: 'It is gone.',
    } as const
    const ignored = { id: 'i1', reason: 'on purpose', until: '2027-01-01T00:00:00Z' }
    const withFindings = (findings: ReturnType<typeof judgedTag>['findings']) => [
      judgedTag('v1', 0, { findings }),
    ]
    expect((await judge(withFindings([finding]))).fresh).toEqual([{ ...finding }])
    expect((await judge(withFindings([finding]))).fresh).toEqual([])
    expect((await judge(withFindings([{ ...finding, message: 'Still gone.' }]))).changed).toEqual(['v1'])
    expect((await judge(withFindings([{ ...finding, ignored }]))).fresh).toEqual([])
    expect((await judge(withFindings([finding]))).fresh).toHaveLength(1)
    expect(await judge(withFindings([]))).toMatchObject({ changed: ['v1'], fresh: [] })
  })

  it('never lets a judgement of older facts replace a newer one', async () => {
    await read({ tags: [readingOf('v1', 1)] })
    const { version } = await facts()
    await read({ tags: [readingOf('v1', 2)] })
    await judge([judgedTag('v1', 0, { kind: 'index' })])
    const late = { at: 9_000, version, told: NOBODY }
    expect(await store.index.recordJudgement(place, judgementOf([judgedTag('v1', 0)]), late)).toEqual({
      changed: [],
      lost: [],
      fresh: [],
    })
  })

  it('removes the tags of repositories a whole listing did not name, and nothing of others', async () => {
    await read({ tags: [readingOf('v1', 1)] })
    await judge([judgedTag('v1', 0)])
    const registry = 'other.example'
    await store.index.recordReadings({ registry, repository: 'a' }, batch({ tags: [readingOf('v1', 1)] }))
    await store.index.recordReadings({ registry, repository: 'b' }, batch({ tags: [readingOf('v1', 1)] }))
    expect(await store.index.removeOthers(registry, new Set(['a']), 9_000)).toEqual(['b'])
    expect(await store.index.knownTags({ registry, repository: 'b' })).toEqual([])
    expect(await store.index.knownTags({ registry, repository: 'a' })).toHaveLength(1)
    expect(await store.index.knownTags(place)).toHaveLength(1)
  })

  it('knows where the sources of a composition point now, gone and never seen told apart', async () => {
    const { registry, repository } = place
    const source = (name: string, tag: string | null) => ({
      registry,
      repository: name,
      tag,
      digest: digestNo(1),
      platform: 'linux/amd64',
    })
    const seen = `${repository}-source`
    await store.index.recordReadings({ registry, repository: seen }, batch({ tags: [readingOf('v1', 2)] }))
    await store.index.recordListing({ registry, repository: seen }, { at: 1_000, problem: null })
    await store.compositions.recordCompositions([
      {
        registry,
        repository,
        tag: 'v1',
        digest: digestNo(9),
        at: 4_000,
        actor: 'ann',
        spec: 'image: x\n',
        sources: [source(seen, 'v1'), source(seen, 'gone'), source('never/seen', 'v1'), source(seen, null)],
      },
    ])
    await read({ tags: [readingOf('v1', 9)] })
    const sources = (await facts()).compositions.get('v1')?.sources ?? []
    expect(sources.map(({ now }) => now)).toEqual([digestNo(2), null, undefined, undefined])
    expect(await store.compositions.composedFrom({ registry, repository: seen })).toEqual([
      { registry, repository },
    ])
    expect(await store.compositions.compositionOf({ registry, repository, tag: 'v1' })).toMatchObject({
      spec: 'image: x\n',
      sources: [{ tag: 'v1' }, { tag: 'gone' }, { repository: 'never/seen' }, { tag: null }],
    })
  })

  it('keeps policies and ignores until they are taken back', async () => {
    const policy = {
      id: 'p1',
      registry: null,
      match: '**',
      tags: 'v*',
      require: ['linux/amd64'],
      actor: 'ann',
      createdAt: 1,
    }
    const ignore = {
      id: 'i1',
      registry: 'localhost:5000',
      match: 'team/**',
      tags: '*',
      code: 'PLATFORM_LOST',
      platform: null,
      reason: 'dropped on purpose',
      until: 9_000,
      actor: 'ann',
      createdAt: 1,
    }
    await store.policies.addPolicy(policy)
    await store.policies.addIgnore(ignore)
    expect(await store.policies.listPolicies()).toEqual([policy])
    expect(await store.policies.listIgnores()).toEqual([ignore])
    expect([await store.policies.removePolicy('p1'), await store.policies.removePolicy('p1')]).toEqual([
      true,
      false,
    ])
    expect(await store.policies.removeIgnore('i1')).toBe(true)
    expect(await store.policies.listPolicies()).toEqual([])
  })

  it('tells every process on the store', async () => {
    const other = where.databaseUrl === null ? store : await openStore(where)
    const heard: unknown[] = []
    const arrived = new Promise<void>((resolve) => {
      const stop = other.events.subscribe((event) => {
        heard.push(event)
        if (event.type === 'policies') {
          stop()
          resolve()
        }
      })
    })
    // A listener may still be on its way to the database: it is told until it hears.
    const tell = setInterval(() => void store.events.publish({ type: 'policies' }), 20)
    await arrived
    clearInterval(tell)
    expect(heard).toContainEqual({ type: 'policies' })
    if (other !== store) await other.close()
  })
})
