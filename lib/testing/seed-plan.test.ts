import { describe, expect, it } from 'vitest'
import { FINDING_CODES } from '@/lib/coverage/finding-table'
import { INDEX_FAULTS } from './seed-faults'
import { planSeed, SLICE, WHOLE } from './seed-plan'
import { truthOf } from './seed-truth'
import { MOMENTS } from './seed-truth-finding'

describe.each([
  ['slice', SLICE],
  ['whole registry', WHOLE],
])('the plan of the %s', (_name, recipe) => {
  const plan = planSeed(recipe)
  const truths = MOMENTS.map((moment) => ({ moment, truth: truthOf(plan, moment) }))
  const codesOf = (place: { repository: string; tag: string }, at = 0) =>
    truths[at]?.truth
      .get(place.repository)
      ?.tags.get(place.tag)
      ?.findings.map(({ code, severity }) => `${severity} ${code}`)
      .join(', ')

  it('has as many repositories and tags as asked for, each name once', () => {
    expect(plan.first).toHaveLength(recipe.repositories)
    for (const state of MOMENTS.map((moment) => plan[moment])) {
      expect(new Set(state.map(({ name }) => name)).size).toBe(state.length)
      for (const { tags } of state) expect(new Set(tags.map(({ name }) => name)).size).toBe(tags.length)
    }
    for (const { name, tags } of plan.first) expect([name, tags.length]).toEqual([name, recipe.tagsEach])
  })

  it('is the same every time', () => {
    expect(planSeed(recipe)).toEqual(plan)
    expect(planSeed({ ...recipe, seed: recipe.seed + 1 }).first).not.toEqual(plan.first)
  })

  it('has every fault as often as asked for, and its finding where it is planted', () => {
    const faults = [...INDEX_FAULTS.map(({ name }) => name), 'tag gone', 'tag torn', 'schema 1']
    expect(plan.planted.map(({ fault }) => fault)).toEqual(
      faults.flatMap((fault) => Array(recipe.faultsEach).fill(fault)),
    )
    for (const planted of plan.planted)
      if (planted.code)
        expect([planted, codesOf(planted)]).toEqual([planted, expect.stringContaining(planted.code)])
  })

  it('loses platforms, and moves sources, between the first look and the second', () => {
    const { changes, compositions } = plan
    expect(changes.length).toBe(7 * recipe.faultsEach)
    for (const change of changes) {
      if (change.change === 'lost a platform' || change.change === 'overwritten by one')
        expect([change, codesOf(change, 1)]).toEqual([change, expect.stringContaining('error PLATFORM_LOST')])
      if (!change.change.startsWith('source')) continue
      const composed = compositions.find(
        ({ repository, sources }) =>
          repository === change.repository && sources.some(({ tag }) => tag === change.tag),
      )
      expect([composed, composed && codesOf(composed, 1)]).toEqual([composed, 'warning SOURCE_MOVED'])
    }
  })

  it('comes to every finding of a tag there is', () => {
    const codes = truths.flatMap(({ truth }) =>
      [...truth.values()].flatMap(({ tags }) =>
        [...tags.values()].flatMap(({ findings }) => findings.map(({ code }) => code)),
      ),
    )
    expect([...new Set(codes)].sort()).toEqual(FINDING_CODES.filter((code) => code !== 'UNCOMPOSED').sort())
    expect(
      [...(truths[0]?.truth.values() ?? [])].flatMap(({ uncomposed }) => uncomposed).length,
    ).toBeGreaterThan(0)
  })

  it('finds what was deleted from under its tags only by looking behind them', () => {
    const missing = (at: number) =>
      [...(truths[at]?.truth.values() ?? [])]
        .flatMap(({ tags }) => [...tags.values()])
        .flatMap(({ findings }) => findings)
        .filter(({ code }) => code === 'CHILD_MISSING').length
    expect(missing(2)).toBeGreaterThanOrEqual(missing(1) + recipe.faultsEach)
    for (const [place, { name, tags }] of plan.moved.entries())
      expect([name, plan.emptied[place]?.tags.map(({ content }) => content.id)]).toEqual([
        name,
        tags.map(({ content }) => content.id),
      ])
  })
})
