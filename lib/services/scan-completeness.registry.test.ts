import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ScanMode } from '@/lib/storage/scan-store'
import { bytesOf, configOf } from '@/lib/testing/seed-content'
import { planSeed, SLICE, WHOLE } from '@/lib/testing/seed-plan'
import { shownReport, shownTruth } from '@/lib/testing/seed-report'
import { truthOf } from '@/lib/testing/seed-truth'
import type { Moment } from '@/lib/testing/seed-truth-finding'
import { digestsUpTo } from '@/lib/testing/seed-truth-time'
import type { SeedContent, SeedState } from '@/lib/testing/seed-types'
import { type Logged, type SeededBed, startSeededBed } from './testing/seeded-bed'

/** `SEED=slice npx vitest run --project registry lib/services/scan-completeness` takes seconds. */
const plan = planSeed(process.env.SEED === 'slice' ? SLICE : WHOLE)
let bed: SeededBed
/** Half a minute each at most, unless the machine has much else to do. */
const PATIENCE_MS = 600_000
beforeAll(async () => {
  bed = await startSeededBed(plan)
}, PATIENCE_MS)
afterAll(() => bed?.stop(), PATIENCE_MS)

/** Scans all there is, to the end; what the registry was asked meanwhile. */
async function scan(mode: ScanMode, state: SeedState, gone = 0): Promise<Logged[]> {
  return bed.asked(async () => {
    const found = state.reduce((sum, { tags }) => sum + tags.length, 0)
    // Those that are listed no more are looked at once again.
    const repositories = state.length + gone
    expect(await bed.scan(mode)).toMatchObject({
      state: 'done',
      problem: null,
      counts: { repositories, repositoriesDone: repositories, found, checked: found },
    })
  })
}

async function expectReport(moment: Moment, { deep = false, only = plan[moment] } = {}) {
  const truth = truthOf(plan, moment, { deep })
  for (const { name } of only) {
    const expected = truth.get(name)
    expect([name, shownReport(await bed.report(name))]).toEqual([name, expected && shownTruth(expected)])
  }
}

/** What was asked for, a line each time; only a registry that answers 500 is asked again, and left out. */
const thingsIn = (lines: readonly Logged[], ...kinds: string[]): string[] =>
  lines
    .filter(({ kind, status }) => kinds.includes(kind) && status !== 500)
    .map(({ kind, repository, reference }) => `${kind} ${repository} ${reference}`)
    .sort()

const thingsOf = (state: SeedState, find: (name: string, content: SeedContent) => string[]): string[] =>
  [
    ...new Set(
      state.flatMap(({ name, tags }) =>
        tags.flatMap(({ link, content }) => (link === 'whole' ? find(name, content) : [])),
      ),
    ),
  ].sort()

const tagsIn = (state: SeedState): string[] =>
  state
    .flatMap(({ name, tags }) =>
      tags.flatMap((tag) => (tag.link === 'torn' ? [] : `tag ${name} ${tag.name}`)),
    )
    .sort()

/** Every child of an index and every config that answers, each once a repository. */
function thingsBehind(state: SeedState): string[] {
  const all = thingsOf(state, behind)
  // One that has a tag of its own may be known by that.
  const tagged = new Set(thingsOf(state, (name, content) => [`manifest ${name} ${bytesOf(content).digest}`]))
  return all.filter((thing) => !tagged.has(thing))
}

function behind(name: string, content: SeedContent): string[] {
  if (content.kind === 'image') {
    const config = configOf(content)?.digest
    const unread = content.damage?.startsWith('manifest') || content.damage === 'config-torn'
    return unread || !config ? [] : [`blob ${name} ${config}`]
  }
  if (content.kind !== 'index') return []
  const images = content.entries.map(({ image }) => image)
  const read = [...images.filter(({ damage }) => damage !== 'manifest-torn'), ...content.inner]
  return [
    ...[...read, ...content.attestations].map((child) => `manifest ${name} ${bytesOf(child).digest}`),
    ...[...images, ...content.inner].flatMap((child) => behind(name, child)),
  ]
}

function expectAsked(lines: readonly Logged[], state: SeedState) {
  const asked = thingsIn(lines, 'manifest', 'blob')
  expect(asked.filter((thing, place) => thing === asked[place - 1])).toEqual([])
  const tagged = new Set(thingsOf(state, (name, content) => [`manifest ${name} ${bytesOf(content).digest}`]))
  expect(asked.filter((thing) => !tagged.has(thing))).toEqual(thingsBehind(state))
  expect(thingsIn(lines, 'tag')).toEqual(tagsIn(state))
}

describe('scans of a whole registry', { timeout: PATIENCE_MS }, () => {
  it('come to the report that follows from how the registry was made, and ask for nothing twice', async () => {
    const lines = await scan('quick', plan.first)
    await expectReport('first')
    expectAsked(lines, plan.first)
  })

  it('cost one conditional request a tag where nothing has changed', async () => {
    const lines = await scan('quick', plan.first)
    await expectReport('first')
    expect(thingsIn(lines, 'tag')).toEqual(tagsIn(plan.first))
    const statuses = new Set(lines.filter(({ kind }) => kind === 'tag').map(({ status }) => status))
    // Those that are listed and not there, and those whose record is torn.
    expect([...statuses].sort()).toEqual([304, 404, 500])
    expect(thingsIn(lines, 'manifest', 'blob')).toEqual([])
    expect(thingsIn(lines, 'tags')).toHaveLength(plan.first.length)
    expect(thingsIn(lines, 'catalog')).toHaveLength(1)
  })

  it('find what moved, was lost, appeared and went, and remember what was', async () => {
    await bed.registry.become(plan.first, plan.moved)
    const listed = new Set(plan.moved.map(({ name }) => name))
    const gone = plan.first.filter(({ name }) => !listed.has(name))
    await scan('quick', plan.moved, gone.length)
    await expectReport('moved')
    for (const { name } of gone) expect((await bed.report(name)).items).toEqual([])
    for (const name of new Set([...plan.first, ...plan.moved].map((repository) => repository.name))) {
      const facts = await bed.store.index.factsOf({ registry: bed.name, repository: name })
      const remembered = [...(facts?.history ?? [])].map(([tag, events]) => [
        tag,
        events.map(({ digest }) => digest),
      ])
      expect([name, Object.fromEntries(remembered)]).toEqual([
        name,
        Object.fromEntries(digestsUpTo(plan, 'moved', name)),
      ])
    }
  })

  it('find what was deleted from under its tags when they verify, and not before', async () => {
    await bed.registry.become(plan.moved, plan.emptied)
    await scan('quick', plan.emptied)
    await expectReport('moved')
    const lines = await scan('verify', plan.emptied)
    await expectReport('emptied')
    expectAsked(lines, plan.emptied)
  })

  it('find layers that are gone when they look deep', async () => {
    const lacking = new Set(
      plan.planted.filter(({ fault }) => fault === 'layer-gone').map(({ repository }) => repository),
    )
    const only = plan.emptied.filter(({ name }) => lacking.has(name))
    expect(only).not.toEqual([])
    await bed.scan(
      'deep',
      only.map(({ name }) => ({ repository: name, tags: null })),
    )
    await expectReport('emptied', { deep: true, only })
  })
})
