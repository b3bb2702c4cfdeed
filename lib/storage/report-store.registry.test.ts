import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JudgedTag } from '@/lib/coverage/judgement'
import { openStore } from './open-store'
import type { TagFilter, TagPosition } from './report-store'
import type { Store } from './store'
import { ENGINES, type Engine } from './testing/engines'
import { digestNo, judgedTag, judgementOf, manifestNo, readingOf } from './testing/facts'

const REGISTRY = 'r.example'
const ABOUT = { at: 1_000, version: 99, told: new Map() }
const at = (repository: string) => ({ registry: REGISTRY, repository })
const offering = (...platforms: string[]): Partial<JudgedTag> => ({
  kind: 'index',
  cells: Object.fromEntries(
    platforms.map((key) => [key, { status: 'present', digest: digestNo(1), size: 1 }]),
  ),
  offers: platforms,
})

describe.each(ENGINES)('what the index answers on $name', ({ prepare }) => {
  let where: Awaited<ReturnType<Engine['prepare']>>
  let store: Store

  beforeAll(async () => {
    where = await prepare()
    store = await openStore(where)
    const none = { unchanged: null, confirmed: null }
    const entry = {
      mediaType: 'x',
      size: 1,
      platform: { os: 'linux', architecture: 's390x' },
      artifactType: null,
      attests: null,
    }
    await store.index.recordReadings(at('team/app'), {
      ...none,
      tags: [readingOf('v1', 1), readingOf('v2', 1), readingOf('v10', 2), readingOf('latest', 2)],
      manifests: [
        manifestNo(1, {
          kind: 'index',
          image: null,
          blobs: [],
          entries: [{ ...entry, digest: digestNo(3) }],
        }),
        manifestNo(2),
        manifestNo(3, { image: { platform: null, createdAt: null, labels: { team: 'red', 'a.b': 'c' } } }),
        manifestNo(8),
      ],
    })
    await store.index.recordReadings(at('team/web'), {
      ...none,
      tags: [readingOf('v1', 5)],
      manifests: [manifestNo(5)],
    })
    const missing = {
      code: 'CHILD_MISSING',
      severity: 'error',
      ref: 'r.example/team/app:v1',
      platform: 'linux/s390x',
      message: 'It is gone.',
      details: { digest: digestNo(3) },
    } as const
    await store.index.recordJudgement(
      at('team/app'),
      judgementOf(
        [
          judgedTag('v1', 0, { ...offering('linux/amd64'), findings: [missing] }),
          judgedTag('v2', 1, offering('linux/amd64', 'linux/arm64')),
          judgedTag('v10', 2, offering('linux/s390x')),
          judgedTag('latest', 3, offering('linux/s390x')),
        ],
        [{ code: 'UNCOMPOSED', severity: 'info', ref: 'r.example/team/app:v3', message: 'Compose it.' }],
      ),
      ABOUT,
    )
    await store.index.recordJudgement(
      at('team/web'),
      judgementOf([judgedTag('v1', 0, offering('linux/arm64'))]),
      ABOUT,
    )
  })
  afterAll(async () => {
    await store?.close()
    await where?.clean()
  })

  const found = async (filter: TagFilter) =>
    (await store.reports.tags(filter, { limit: 100, after: null })).map(
      ({ repository, tag }) => `${repository}:${tag}`,
    )

  it.each<[string, TagFilter, string[]]>([
    ['all', {}, ['team/app:latest', 'team/app:v10', 'team/app:v2', 'team/app:v1', 'team/web:v1']],
    ['of a repository', { repository: 'team/web' }, ['team/web:v1']],
    ['of another registry', { registry: 'other' }, []],
    ['that offer a platform', { offers: ['linux/s390x'] }, ['team/app:latest', 'team/app:v10']],
    ['with one and without another', { offers: ['linux/amd64'], lacks: ['linux/arm64'] }, ['team/app:v1']],
    ['with a finding', { codes: ['CHILD_MISSING', 'SCHEMA1'] }, ['team/app:v1']],
    ['with an error', { failing: { lacks: [] } }, ['team/app:v1']],
    [
      'with an error or without arm64',
      { failing: { lacks: ['linux/arm64'] } },
      ['team/app:latest', 'team/app:v10', 'team/app:v1'],
    ],
    ['by a part of the tag, whatever its case', { parts: ['LATE'] }, ['team/app:latest']],
    ['by a part of the repository', { parts: ['web'] }, ['team/web:v1']],
    ['by both together', { parts: ['app:v1'] }, ['team/app:v10', 'team/app:v1']],
    ['a part is no pattern', { parts: ['%'] }, []],
    ['by what they point to', { ownDigest: digestNo(1) }, ['team/app:v2', 'team/app:v1']],
    ['by a child', { digests: [digestNo(3)] }, ['team/app:v2', 'team/app:v1']],
    ['by a layer of a child', { digests: [digestNo(1003)] }, ['team/app:v2', 'team/app:v1']],
    [
      'by a layer shared by all',
      { digests: [digestNo(9999)] },
      ['team/app:latest', 'team/app:v10', 'team/app:v2', 'team/app:v1', 'team/web:v1'],
    ],
    ['by a label of a child', { labels: [{ key: 'team', value: 'red' }] }, ['team/app:v2', 'team/app:v1']],
    [
      'by a label, whatever its value',
      { labels: [{ key: 'a.b', value: null }] },
      ['team/app:v2', 'team/app:v1'],
    ],
    ['dangling', { dangling: true }, ['team/app:v1']],
  ])('tags %s', async (_name, filter, expected) => {
    expect(await found(filter)).toEqual(expected)
    expect(await store.reports.countTags(filter, 100)).toBe(expected.length)
  })

  it.each<[string, TagFilter]>([
    ['a part of a tag', { parts: ['v1'] }],
    ['a part of a repository', { parts: ['app'] }],
    ['both sides of a colon', { parts: ['app:v1'] }],
    ['more than one colon', { parts: ['a:v:1'] }],
    ['several parts', { parts: ['app', 'v'] }],
    ['a pattern that is none', { parts: ['%'] }],
    ['a platform', { offers: ['linux/amd64'] }],
    ['one and not another', { offers: ['linux/amd64'], lacks: ['linux/arm64'] }],
    ['what lacks one', { lacks: ['linux/amd64'] }],
    ['what nobody has', { offers: ['linux/mips'] }],
    ['of another registry', { registry: 'other', lacks: ['linux/amd64'] }],
    ['of one repository', { repository: 'team/web', lacks: ['linux/amd64'], parts: ['v'] }],
  ])('finds the same by %s when it was looked up first', async (_, filter) => {
    const narrowed = await store.reports.narrow(filter)
    expect(await found(narrowed)).toEqual(await found(filter))
    expect(await store.reports.countTags(narrowed, 100)).toBe((await found(filter)).length)
  })

  it('pages without losing or repeating a row, in the order of versions', async () => {
    const seen: string[] = []
    let after: TagPosition | null = null
    for (;;) {
      const page = await store.reports.tags({}, { limit: 2, after })
      const last = page.at(-1)
      if (!last) break
      seen.push(...page.map(({ repository, tag }) => `${repository}:${tag}`))
      after = last
    }
    expect(seen).toEqual(await found({}))
  })

  it('stops counting where it is told to', async () => {
    expect(await store.reports.countTags({}, 3)).toBe(3)
  })

  it('has findings with when they were found, of tags and of repositories', async () => {
    const [v1] = await store.reports.tags({ codes: ['CHILD_MISSING'] }, { limit: 1, after: null })
    expect(await store.reports.findingsOf([v1?.id ?? ''])).toMatchObject([
      { code: 'CHILD_MISSING', foundAt: 1_000, ignored: null, details: { digest: digestNo(3) } },
    ])
    expect(await store.reports.repositoryFindings({ registry: REGISTRY, limit: 10 })).toMatchObject([
      { code: 'UNCOMPOSED', tagId: null, ref: 'r.example/team/app:v3' },
    ])
  })

  it('tells what contains a digest, and by which tags one gets there', async () => {
    const { indexes, images } = await store.reports.uses(REGISTRY, digestNo(3), 10)
    expect(indexes).toMatchObject([
      { repository: 'team/app', digest: digestNo(1), platform: 'linux/s390x', tags: ['v2', 'v1'] },
    ])
    expect(images).toEqual([])
    const layer = await store.reports.uses(REGISTRY, digestNo(1003), 10)
    expect(layer.images).toMatchObject([{ digest: digestNo(3), tags: ['v2', 'v1'] }])
    expect(await store.reports.aliasesOf(at('team/app'), digestNo(2), 10)).toEqual(['latest', 'v10'])
  })

  it('tells which tagged images have the first layers of another one, and no more', async () => {
    const layers = [digestNo(9999), digestNo(7777)]
    const bases = await store.reports.prefixesOf(REGISTRY, layers, 10)
    expect(bases.map(({ repository, digest, layers: count }) => [repository, digest, count])).toEqual([
      ['team/app', digestNo(2), 1],
      ['team/app', digestNo(3), 1],
      ['team/web', digestNo(5), 1],
    ])
    expect(bases[1]?.tags).toEqual(['v2', 'v1'])
    expect(await store.reports.prefixesOf(REGISTRY, layers.slice(0, 1), 10)).toEqual([])
    expect(await store.reports.prefixesOf(REGISTRY, [digestNo(9999), digestNo(1)].reverse(), 10)).toEqual([])
    expect(await store.reports.layersOf(at('team/app'), digestNo(1))).toEqual([
      { digest: digestNo(3), layers: [digestNo(9999)] },
    ])
    expect(await store.reports.layersOf(at('team/web'), digestNo(1))).toEqual([])
  })

  it('finds what no tag leads to', async () => {
    const untagged = await store.reports.untagged({ registry: REGISTRY, after: null, limit: 10 })
    expect(untagged).toMatchObject([{ repository: 'team/app', digest: digestNo(8), size: 30, tag: null }])
    const [only] = untagged
    expect(await store.reports.untagged({ registry: REGISTRY, after: only ?? null, limit: 10 })).toEqual([])
  })

  it('has the history of a tag, and whether each digest can still be had', async () => {
    const events = await store.reports.events(at('team/app'), 'v1', { limit: 10, before: null })
    expect(events).toMatchObject([
      { at: 1_000, digest: digestNo(1), platforms: ['linux/amd64'], origin: 'scan', available: true },
    ])
    expect(
      await store.reports.events(at('team/app'), 'v1', { limit: 10, before: events[0]?.id ?? null }),
    ).toEqual([])
    expect(await store.reports.lostSince({ registry: REGISTRY, since: 0 })).toBe(0)
    expect(await store.reports.lostSince({ repositories: [], since: 0 })).toBe(0)
  })

  it('has every repository in figures', async () => {
    expect(await store.reports.figures({ registry: REGISTRY })).toMatchObject([
      { repository: 'team/app', tags: 4 },
      { repository: 'team/web', tags: 1 },
    ])
    expect(await store.reports.figuresOf(at('team/none'))).toBeNull()
  })
})
