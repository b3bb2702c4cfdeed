import { describe, expect, it } from 'vitest'
import { badgeOf, type TagAtGlance } from './badge'

const tag = (present: string[], more: Partial<TagAtGlance> = {}): TagAtGlance => ({
  state: 'present',
  cells: Object.fromEntries(present.map((key) => [key, { status: 'present' as const }])),
  findings: [],
  ...more,
})
const lost = (platform: string) => ({ code: 'PLATFORM_LOST', severity: 'error' as const, platform })
const many = ['amd64', 'arm64', 's390x', 'ppc64le', 'riscv64'].map((name) => `linux/${name}`)

describe('the badge of a tag', () => {
  it.each<[string, TagAtGlance, string[], string]>([
    ['names a few platforms', tag(['linux/amd64', 'linux/s390x']), [], 'platforms: amd64 s390x (good)'],
    ['names the system where it is not linux', tag(['windows/amd64']), [], 'platforms: windows/amd64 (good)'],
    ['counts many', tag(many), [], 'platforms: 5 platforms (good)'],
    [
      'names the one that is lost',
      tag(many, { findings: [lost('linux/arm/v7')] }),
      [],
      'coverage: arm/v7 missing (bad)',
    ],
    ['counts those lacking', tag([]), ['linux/amd64', 'linux/arm64'], 'coverage: 2 missing (bad)'],
    [
      'counts one once',
      tag([], { findings: [lost('linux/arm64')] }),
      ['linux/arm64'],
      'coverage: arm64 missing (bad)',
    ],
    [
      'counts other errors',
      tag(many, { findings: [{ code: 'PLATFORM_MISDECLARED', severity: 'error', platform: 'linux/arm64' }] }),
      [],
      'coverage: 1 problem (bad)',
    ],
    [
      'is yellow with a warning alone',
      tag(['linux/amd64'], {
        findings: [{ code: 'PLATFORM_LOST', severity: 'warning', platform: 'linux/arm64' }],
      }),
      [],
      'platforms: amd64 (warning)',
    ],
    ['says that a tag is gone', tag([], { state: 'missing' }), [], 'platforms: tag is gone (bad)'],
    [
      'calls unread not missing',
      tag([], { state: 'unreadable' }),
      ['linux/amd64'],
      'platforms: unknown (unknown)',
    ],
    ['has a word for an artifact', tag([]), [], 'platforms: none (unknown)'],
  ])('%s', (_, glance, lacking, expected) => {
    const { label, message, tone } = badgeOf(glance, lacking)
    expect(`${label}: ${message} (${tone})`).toBe(expected)
  })
})
