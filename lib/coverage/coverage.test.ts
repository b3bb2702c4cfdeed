import { describe, expect, it } from 'vitest'
import { parsePlatform } from '@/lib/oci/platform'
import { coverageOf } from './coverage'
import type { CoverageStatus, CoverageTag } from './coverage-tag'
import { parseRequire } from './require'

const digestOf = (n: number): string => `sha256:${n.toString(16).padStart(64, '0')}`

function platformOf(specifier: string) {
  const platform = parsePlatform(specifier)
  if (!platform.ok) throw new Error(platform.error.message)
  return platform.value
}

function tagRow(tag: string, specifiers: string[], more: Partial<CoverageTag> = {}): CoverageTag {
  return {
    tag,
    digest: digestOf(1),
    kind: 'index',
    platforms: specifiers.map((text, place) => {
      const [specifier = '', status = 'present'] = text.split(' ')
      return {
        platform: platformOf(specifier),
        digest: digestOf(place + 2),
        status: status as CoverageStatus,
      }
    }),
    attestations: 0,
    problem: null,
    checkedAt: '2026-11-23T10:00:00Z',
    ...more,
  }
}

function coverage(rows: CoverageTag[], require = '') {
  const required = parseRequire(require)
  if (!required.ok) throw new Error(required.error.message)
  return coverageOf({ registry: 'localhost:5000', repository: 'team/app', rows, require: required.value })
}

const codes = (row: CoverageTag, require = ''): string[] =>
  coverage([row], require).items.flatMap(({ findings }) =>
    findings.map(({ code, severity }) => `${severity} ${code}`),
  )

describe('findings of one tag', () => {
  it.each<[string, CoverageTag, string, string[]]>([
    ['nothing is wrong', tagRow('v1', ['linux/amd64']), 'linux/amd64', []],
    ['another spelling meets a requirement', tagRow('v1', ['linux/arm64/v8']), 'linux/aarch64', []],
    [
      'arm meets arm/v7 but says too little',
      tagRow('v1', ['linux/arm']),
      'linux/arm/v7',
      ['warning BASELINE_MISSING'],
    ],
    [
      'arm/v6 does not meet arm/v7',
      tagRow('v1', ['linux/arm/v6']),
      'linux/arm/v7',
      ['error PLATFORM_REQUIRED'],
    ],
    [
      'a required platform is absent',
      tagRow('v1', ['linux/amd64']),
      'linux/s390x',
      ['error PLATFORM_REQUIRED'],
    ],
    [
      'any Windows build meets windows/amd64',
      tagRow('v1', ['windows(10.0.17763.1)/amd64']),
      'windows/amd64',
      [],
    ],
    [
      'a required build is another build',
      tagRow('v1', ['windows(10.0.17763.1)/amd64']),
      'windows(10.0.20348.2)/amd64',
      ['error PLATFORM_REQUIRED'],
    ],
    ['a missing child', tagRow('v1', ['linux/amd64', 'linux/arm64 missing']), '', ['error CHILD_MISSING']],
    [
      'a missing child is not a present platform',
      tagRow('v1', ['linux/arm64 missing']),
      'linux/arm64',
      ['error PLATFORM_REQUIRED', 'error CHILD_MISSING'],
    ],
    [
      'an unreadable child is not called missing',
      tagRow('v1', ['linux/arm64 unreadable']),
      '',
      ['warning CHILD_UNREADABLE'],
    ],
    [
      'a gate never passes on what it could not read',
      tagRow('v1', ['linux/arm64 unreadable']),
      'linux/arm64',
      ['error CHILD_UNREADABLE'],
    ],
    [
      'a tag that is gone',
      tagRow('v1', [], { kind: 'missing', digest: null }),
      'linux/amd64',
      ['error TAG_MISSING'],
    ],
    [
      'a tag that cannot be read',
      tagRow('v1', [], { kind: 'unknown', digest: null }),
      '',
      ['warning TAG_UNREADABLE'],
    ],
    [
      'a tag that cannot be read, under a requirement',
      tagRow('v1', [], { kind: 'unknown', digest: null }),
      'linux/amd64',
      ['error TAG_UNREADABLE'],
    ],
    [
      'the same platform under two spellings',
      tagRow('v1', ['linux/amd64', 'linux/x86_64']),
      '',
      ['warning PLATFORM_DUPLICATE'],
    ],
    [
      'three equal entries are one finding',
      tagRow('v1', ['linux/386', 'linux/386', 'linux/i386']),
      '',
      ['warning PLATFORM_DUPLICATE'],
    ],
    [
      'two Windows builds are two platforms',
      tagRow('v1', ['windows(10.0.17763.1)/amd64', 'windows(10.0.20348.2)/amd64']),
      '',
      [],
    ],
    ['Windows without a build', tagRow('v1', ['windows/amd64']), '', ['warning OS_VERSION_MISSING']],
    ['amd64/v3 without amd64', tagRow('v1', ['linux/amd64/v3']), '', ['warning BASELINE_MISSING']],
    ['amd64/v3 beside amd64', tagRow('v1', ['linux/amd64/v3', 'linux/amd64']), '', []],
    ['nothing is required of a chart', tagRow('v1', [], { kind: 'artifact' }), 'linux/amd64', []],
    ['an attestation is never a duplicate', tagRow('v1', ['unknown/unknown', 'unknown/unknown']), '', []],
  ])('%s', (_name, row, require, expected) => {
    expect(codes(row, require)).toEqual(expected)
  })

  it('puts errors before warnings', () => {
    expect(codes(tagRow('v1', ['linux/arm', 'linux/s390x missing']))).toEqual([
      'error CHILD_MISSING',
      'warning BASELINE_MISSING',
    ])
  })
})

describe('the matrix', () => {
  it('has a column for every platform of any tag, most common first, and for required ones nobody has', () => {
    const rows = [tagRow('v1', ['linux/s390x', 'linux/amd64']), tagRow('v2', ['linux/amd64'])]
    expect(coverage(rows, 'linux/riscv64').platforms).toEqual(['linux/amd64', 'linux/s390x', 'linux/riscv64'])
  })

  it('adds no column for a requirement that builds already meet', () => {
    const rows = [tagRow('v1', ['windows(10.0.17763.1)/amd64'])]
    expect(coverage(rows, 'windows/amd64').platforms).toEqual(['windows(10.0.17763.1)/amd64'])
  })

  it('shows the entry a client would take when two are equal', () => {
    const [row] = coverage([tagRow('v1', ['linux/amd64', 'linux/amd64 missing'])]).items
    expect(row?.cells['linux/amd64']).toEqual({
      status: 'present',
      digest: digestOf(2),
      checkedAt: '2026-11-23T10:00:00Z',
    })
  })

  it('gives an entry without a platform no column', () => {
    const row = tagRow('v1', [], {
      platforms: [{ platform: { os: '', architecture: '' }, digest: digestOf(3), status: 'missing' }],
    })
    const { items, platforms } = coverage([row])
    expect(platforms).toEqual([])
    expect(items[0]?.findings.map(({ code }) => code)).toEqual(['CHILD_MISSING'])
  })

  it('lists the newest version first, whatever order the registry gave', () => {
    const { items } = coverage([tagRow('v1.9', []), tagRow('v1.10', []), tagRow('v1.10-rc.1', [])])
    expect(items.map(({ tag }) => tag)).toEqual(['v1.10', 'v1.10-rc.1', 'v1.9'])
  })

  it('counts tags without an error as complete', () => {
    const rows = [
      tagRow('v1', ['linux/amd64']),
      tagRow('v2', ['linux/arm']),
      tagRow('v3', ['linux/amd64', 'linux/arm64 missing', 'linux/s390x missing']),
    ]
    expect(coverage(rows).summary).toEqual({ tags: 3, complete: 2, errors: 2, warnings: 1 })
  })

  it('names the whole reference in rows and findings', () => {
    const [row] = coverage([tagRow('v1', ['linux/amd64'])], 'linux/arm64').items
    expect([row?.ref, row?.findings[0]?.ref]).toEqual([
      'localhost:5000/team/app:v1',
      'localhost:5000/team/app:v1',
    ])
  })
})

describe('parseRequire', () => {
  it('forgives blanks, repetitions and other spellings', () => {
    const parsed = parseRequire(' linux/amd64, linux/x86_64 ,,arm64')
    expect(parsed).toEqual({
      ok: true,
      value: [
        { os: 'linux', architecture: 'amd64' },
        { os: 'linux', architecture: 'arm64' },
      ],
    })
  })

  it.each(['linux/', 'linux/amd64/v1/x', 'foo', 'linux/*'])('refuses %s and names it', (text) => {
    const parsed = parseRequire(`linux/amd64,${text}`)
    expect(parsed).toMatchObject({ ok: false, error: { code: 'REQUEST_INVALID' } })
    expect(!parsed.ok && parsed.error.message).toContain(text)
  })
})
