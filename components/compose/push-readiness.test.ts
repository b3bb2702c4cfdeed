import { describe, expect, it } from 'vitest'
import type { PlanResponse, Problem } from '@/lib/contract/compositions'
import { acceptedCodes, type PushQuestion, problemKey, pushBlocker } from './push-readiness'

const lost = (platform: string): Problem => ({
  code: 'PLATFORM_LOST',
  severity: 'confirm',
  platform,
  message: `${platform} would be lost.`,
})
const missing: Problem = {
  code: 'SOURCE_MISSING',
  severity: 'error',
  entry: 0,
  message: 'a/b:v1 is not there.',
}
const readOnly: Problem = {
  code: 'REGISTRY_READ_ONLY',
  severity: 'error',
  message: 'Reading only: no sign-in.',
}

function planWith(...problems: Problem[]): PlanResponse {
  return {
    target: { registry: 'r', repository: 'a', tag: 'v1' },
    digest: `sha256:${'0'.repeat(64)}`,
    size: 1,
    mediaType: 'm',
    profile: 'oci',
    profileReason: '',
    bytes: '{}',
    entries: [],
    sources: [],
    complete: true,
    tags: {},
    transfers: [],
    change: { added: [], removed: [], replaced: [], kept: [] },
    problems,
  }
}

const question = (changes: Partial<PushQuestion>): PushQuestion => ({
  started: true,
  brokenLine: null,
  plan: planWith(),
  stale: false,
  agreed: new Set(),
  ...changes,
})

describe('pushBlocker', () => {
  it('lets a fresh plan without problems through', () => {
    expect(pushBlocker(question({}))).toBeNull()
  })

  it.each([
    ['a broken text', { brokenLine: 3 }, /line 3/],
    ['an empty composition', { started: false, plan: null }, /add an image/],
    ['no plan yet', { plan: null, stale: true }, /being made/],
    ['a stale plan', { stale: true }, /being refreshed/],
    ['an error', { plan: planWith(missing) }, /Mend first: Source not found/],
    ['several errors', { plan: planWith(missing, { ...missing, entry: 1 }) }, /2 problems/],
    ['read-only before all other problems', { plan: planWith(missing, readOnly) }, /Reading only/],
    ['consent not given', { plan: planWith(lost('linux/arm64')) }, /Confirm first: .*lost \(linux\/arm64\)/],
    ['no target', { plan: { ...planWith(), target: null } }, /target/],
  ] as const)('stops at %s', (_, changes, sentence) => {
    expect(pushBlocker(question(changes))).toMatch(sentence)
  })

  it('lets an agreed loss through, and asks again for another platform', () => {
    const agreed = new Set([problemKey(lost('linux/arm64'))])
    expect(pushBlocker(question({ plan: planWith(lost('linux/arm64')), agreed }))).toBeNull()
    expect(pushBlocker(question({ plan: planWith(lost('linux/s390x')), agreed }))).toMatch(/s390x/)
  })
})

describe('acceptedCodes', () => {
  it('sends a code only when every problem of it is agreed to', () => {
    const both = [lost('linux/arm64'), lost('linux/s390x')]
    expect(acceptedCodes(both, new Set([problemKey(lost('linux/arm64'))]))).toEqual([])
    expect(acceptedCodes(both, new Set(both.map(problemKey)))).toEqual(['PLATFORM_LOST'])
  })

  it('never sends a code nobody was asked about', () => {
    expect(acceptedCodes([missing], new Set([problemKey(missing), problemKey(lost('linux/arm64'))]))).toEqual(
      [],
    )
  })
})
