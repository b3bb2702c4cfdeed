import { describe, expect, it } from 'vitest'
import { factsOf } from '@/lib/testing/seed-facts'
import { planSeed, SLICE } from '@/lib/testing/seed-plan'
import { shownJudgement, shownTruth } from '@/lib/testing/seed-report'
import { truthOf } from '@/lib/testing/seed-truth'
import { MOMENTS } from '@/lib/testing/seed-truth-finding'
import { judgeRepository } from './judge-repository'
import { rulesOf } from './rules'

describe.each([1, 2, 3])('a registry with every fault, made from %i,', (seed) => {
  const plan = planSeed({ ...SLICE, seed })
  const policies = plan.policies.map(({ group, tags, require }) => ({
    registry: null,
    match: `${group}/**`,
    tags,
    require: require.map(({ key }) => key),
  }))
  const rules = rulesOf({ policies, ignores: [], now: 0 })

  it.each(MOMENTS)('is judged as its plan says it has to be: %s', (moment) => {
    const truth = [...truthOf(plan, moment)].map(([name, repository]) => {
      const { tags, summary } = shownTruth(repository)
      return [name, { tags, summary }]
    })
    const judged = factsOf(plan, moment).map((facts) => [
      facts.repository,
      shownJudgement(judgeRepository(facts, rules)),
    ])
    expect(Object.fromEntries(judged)).toEqual(Object.fromEntries(truth))
  })
})
