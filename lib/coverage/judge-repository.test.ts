import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Digest } from '@/lib/oci/digest'
import type { RepositoryFacts } from './facts'
import { judgeRepository } from './judge-repository'
import { type Ignore, type Policy, rulesOf } from './rules'
import { digestNo, image, type KnownImage, knownRepository, platformOf } from './testing/known-repository'

const NOW = Date.UTC(2026, 10, 24)
const policy = (...require: string[]): Policy => ({ registry: null, match: '**', tags: '*', require })
const ignore = (code: string, more: Partial<Ignore> = {}): Ignore => ({
  id: 'i1',
  registry: null,
  match: '**',
  tags: '*',
  code,
  platform: null,
  reason: 'on purpose',
  until: NOW + 1,
  ...more,
})

function judged(facts: RepositoryFacts, policies: Policy[] = [], ignores: Ignore[] = []) {
  return judgeRepository(facts, rulesOf({ policies, ignores, now: NOW }))
}
function findingsOf(facts: RepositoryFacts, policies: Policy[] = []): string[] {
  return judged(facts, policies).tags.flatMap(({ tag, findings }) =>
    findings.map(
      ({ code, severity, platform }) => `${tag} ${severity} ${code}${platform ? ` ${platform}` : ''}`,
    ),
  )
}
function ofIndex(children: KnownImage[], require: string[] = []): string[] {
  const known = knownRepository()
  known.tag('v1', known.index(children))
  return findingsOf(known.facts, [policy(...require)]).map((text) => text.replace(/^v1 /, ''))
}

describe('findings of one index', () => {
  it.each<[string, KnownImage[], string[], string[]]>([
    ['nothing is wrong', [image('linux/amd64'), image('linux/arm64')], ['linux/amd64'], []],
    ['another spelling meets a requirement', [image('linux/arm64/v8')], ['linux/aarch64'], []],
    [
      'arm meets arm/v7 but says too little',
      [image('linux/arm')],
      ['linux/arm/v7'],
      ['warning BASELINE_MISSING linux/arm/v7'],
    ],
    [
      'arm/v6 does not meet arm/v7',
      [image('linux/arm/v6')],
      ['linux/arm/v7'],
      ['error PLATFORM_REQUIRED linux/arm/v7'],
    ],
    [
      'a required platform is absent',
      [image('linux/amd64')],
      ['linux/s390x'],
      ['error PLATFORM_REQUIRED linux/s390x'],
    ],
    ['any Windows build meets windows/amd64', [image('windows(10.0.17763.1)/amd64')], ['windows/amd64'], []],
    [
      'a missing child is not a present platform',
      [image('linux/arm64', { state: 'missing' })],
      ['linux/arm64'],
      ['error PLATFORM_REQUIRED linux/arm64', 'error CHILD_MISSING linux/arm64'],
    ],
    [
      'an unreadable child is not called missing',
      [image('linux/arm64', { state: 'unreadable' })],
      [],
      ['warning CHILD_UNREADABLE linux/arm64'],
    ],
    [
      'a gate never passes on what could not be read',
      [image('linux/arm64', { state: 'unreadable' })],
      ['linux/arm64'],
      ['error CHILD_UNREADABLE linux/arm64'],
    ],
    [
      'the image was built for another machine',
      [image('linux/arm64', { built: platformOf('linux/amd64') })],
      [],
      ['error PLATFORM_MISDECLARED linux/arm64'],
    ],
    [
      'another variant is a lesser lie',
      [image('linux/arm/v7', { built: platformOf('linux/arm/v6') })],
      [],
      ['warning PLATFORM_MISDECLARED linux/arm/v7'],
    ],
    [
      'a config that leaves the variant open contradicts nothing',
      [image('linux/arm/v6', { built: { os: 'linux', architecture: 'arm' } })],
      [],
      [],
    ],
    [
      'another Windows build is a lesser lie',
      [image('windows(10.0.17763.1)/amd64', { built: platformOf('windows(10.0.17763.2)/amd64') })],
      [],
      ['warning PLATFORM_MISDECLARED windows(10.0.17763.1)/amd64'],
    ],
    ['a platform only the config tells', [image('linux/s390x', { declared: null })], ['linux/s390x'], []],
    [
      'the same platform under two spellings',
      [image('linux/amd64'), image('linux/amd64', { declared: { os: 'linux', architecture: 'x86_64' } })],
      [],
      ['warning PLATFORM_DUPLICATE linux/amd64'],
    ],
    [
      'two Windows builds are two platforms',
      [image('windows(10.0.17763.1)/amd64'), image('windows(10.0.20348.2)/amd64')],
      [],
      [],
    ],
    ['Windows without a build', [image('windows/amd64')], [], ['warning OS_VERSION_MISSING windows/amd64']],
    ['amd64/v3 without amd64', [image('linux/amd64/v3')], [], ['warning BASELINE_MISSING linux/amd64/v3']],
    [
      'Docker and OCI images in one index',
      [image('linux/amd64', { docker: true }), image('linux/arm64')],
      [],
      ['warning MIXED_MEDIA_TYPES'],
    ],
    [
      'an image forgotten in a build',
      [image('linux/amd64', { createdAt: NOW }), image('linux/arm64', { createdAt: NOW - 90 * 86_400_000 })],
      [],
      ['warning CREATED_SKEW linux/arm64'],
    ],
    [
      'a reproducible build tells no time',
      [image('linux/amd64', { createdAt: NOW }), image('linux/arm64', { createdAt: 0 })],
      [],
      [],
    ],
  ])('%s', (_name, children, require, expected) => {
    expect(ofIndex(children, require)).toEqual(expected)
  })

  it('an attestation of nothing here, and one that is gone', () => {
    const known = knownRepository()
    const digest = known.index([image('linux/amd64', { digest: digestNo(1) })], {
      attests: [digestNo(1), digestNo(2)],
    })
    known.tag('v1', digest)
    expect(findingsOf(known.facts)).toEqual(['v1 warning ATTESTATION_ORPHAN'])
    const [, attestation] = known.facts.manifests.get(digest)?.entries ?? []
    known.keep({ digest: attestation?.digest ?? '', kind: 'artifact', state: 'missing' })
    expect(findingsOf(known.facts)).toEqual(['v1 error CHILD_MISSING', 'v1 warning ATTESTATION_ORPHAN'])
  })

  it('what was never read is unreadable, not missing', () => {
    const known = knownRepository()
    const digest = known.index([image('linux/amd64', { digest: digestNo(1) })])
    known.tag('v1', digest)
    const { facts } = known
    const manifests = new Map([...facts.manifests].filter(([key]) => key !== digestNo(1)))
    expect(findingsOf({ ...facts, manifests })).toEqual(['v1 warning CHILD_UNREADABLE linux/amd64'])
  })

  it('follows an index in an index, and not for ever', () => {
    const known = knownRepository()
    const inner = known.index([image('linux/s390x')])
    const entry = {
      mediaType: 'application/vnd.oci.image.index.v1+json',
      size: 1,
      platform: null,
      artifactType: null,
      attests: null,
    }
    const outer = known.index([], { entries: [{ digest: inner, ...entry }] })
    const self = digestNo(50)
    known.keep({ digest: self, kind: 'index', entries: [{ digest: self, ...entry }] })
    known.tag('v1', outer)
    known.tag('loop', self)
    const { tags } = judged(known.facts)
    expect(tags.find(({ tag }) => tag === 'v1')?.offers).toEqual(['linux/s390x'])
    expect(tags.find(({ tag }) => tag === 'loop')?.cells).toEqual({})
  })
})

describe('tags', () => {
  it('gone and unreadable ones have that finding alone; what was known of the second stays, as unreadable', () => {
    const known = knownRepository()
    known.tag('gone', null, { state: 'missing' })
    known.tag('broken', known.index([image('linux/amd64')]), {
      state: 'unreadable',
      problem: 'It answers 500.',
    })
    const { tags } = judged(known.facts, [policy('linux/amd64')])
    expect(
      tags.map(({ tag, kind, findings }) => [
        tag,
        kind,
        findings.map(({ code, severity }) => `${severity} ${code}`),
      ]),
    ).toEqual([
      ['broken', 'index', ['error TAG_UNREADABLE']],
      ['gone', 'missing', ['error TAG_MISSING']],
    ])
    expect(tags[0]?.cells['linux/amd64']?.status).toBe('unreadable')
    expect(tags[0]?.offers).toEqual([])
  })

  it('nothing is required of a chart', () => {
    const known = knownRepository()
    known.tag('chart', known.keep({ digest: digestNo(1), kind: 'artifact', artifactType: 'helm' }))
    expect(findingsOf(known.facts, [policy('linux/amd64')])).toEqual([])
  })

  it('policies speak by registry, repository and tag', () => {
    const known = knownRepository()
    for (const tag of ['v1', 'dev']) known.tag(tag, known.index([image('linux/amd64')]))
    const s390x = { ...policy('linux/s390x'), match: 'team/*', tags: 'v*' }
    const elsewhere = [
      { ...policy('linux/ppc64le'), registry: 'other' },
      { ...policy('linux/ppc64le'), match: 'library/**' },
    ]
    expect(findingsOf(known.facts, [s390x, ...elsewhere])).toEqual(['v1 error PLATFORM_REQUIRED linux/s390x'])
  })

  it('are ranked as people read versions', () => {
    const known = knownRepository()
    for (const tag of ['v1.10', 'latest', 'v1.9', 'v1.10-rc.1'])
      known.tag(tag, known.index([image('linux/amd64')]))
    expect(judged(known.facts).tags.map(({ tag, rank }) => `${rank} ${tag}`)).toEqual([
      '0 v1.9',
      '1 v1.10-rc.1',
      '2 v1.10',
      '3 latest',
    ])
  })
})

describe('what was lost', () => {
  const past = (digest: Digest, ...platforms: string[]) => ({ at: NOW - 1000, digest, platforms })

  it('an earlier digest of the tag had it', () => {
    const known = knownRepository()
    const now = known.index([image('linux/amd64')])
    known.tag('latest', now)
    known.past('latest', past(now, 'linux/amd64'), past(digestNo(1), 'linux/amd64', 'linux/arm64'))
    expect(findingsOf(known.facts)).toEqual(['latest error PLATFORM_LOST linux/arm64'])
  })

  it('a platform that is still named is not lost, only gone', () => {
    const known = knownRepository()
    const now = known.index([image('linux/arm64', { state: 'missing' })])
    known.tag('latest', now)
    known.past('latest', past(now), past(digestNo(1), 'linux/arm64'))
    expect(findingsOf(known.facts)).toEqual(['latest error CHILD_MISSING linux/arm64'])
  })

  it('another Windows build is no loss', () => {
    const known = knownRepository()
    known.tag('ltsc', known.index([image('windows(10.0.20348.2)/amd64')]))
    known.past('ltsc', past(digestNo(1), 'windows(10.0.20348.1)/amd64'))
    expect(findingsOf(known.facts)).toEqual([])
  })

  it('the release before it has it; pre-releases and other flavours are no release before', () => {
    const known = knownRepository()
    const add = (tag: string, ...platforms: string[]) =>
      known.tag(tag, known.index(platforms.map((it) => image(it))))
    add('1.1', 'linux/amd64', 'linux/arm64')
    add('1.2', 'linux/amd64')
    add('1.3-rc.1', 'linux/amd64', 'linux/s390x')
    add('1.3', 'linux/amd64')
    add('1.3-alpine', 'linux/amd64')
    add('1', 'linux/amd64')
    expect(findingsOf(known.facts)).toEqual(['1.2 warning PLATFORM_LOST linux/arm64'])
  })
})

describe('lockstep', () => {
  const source = (now: Digest | null | undefined, tag: string | null = 'v1-arm64') => ({
    registry: 'localhost:5000',
    repository: 'team/app',
    tag,
    digest: digestNo(1),
    platform: 'linux/arm64',
    ...(now !== undefined && { now }),
  })

  it.each<[string, Digest | null | undefined, string | null, string[]]>([
    ['stands where it stood', digestNo(1), 'v1-arm64', []],
    ['has moved', digestNo(2), 'v1-arm64', ['v1 warning SOURCE_MOVED linux/arm64']],
    ['is gone', null, 'v1-arm64', ['v1 warning SOURCE_MOVED linux/arm64']],
    ['was never seen', undefined, 'v1-arm64', []],
    ['was named by digest', digestNo(2), null, []],
  ])('a source that %s', (_name, now, tag, expected) => {
    const known = knownRepository()
    const digest = known.index([image('linux/arm64')])
    known.tag('v1', digest)
    const composition = { digest, at: 1, sources: [source(now, tag)] }
    expect(findingsOf({ ...known.facts, compositions: new Map([['v1', composition]]) })).toEqual(expected)
    const another = { ...composition, digest: digestNo(99) }
    expect(findingsOf({ ...known.facts, compositions: new Map([['v1', another]]) })).toEqual([])
  })
})

describe('what is ignored', () => {
  it('is kept, says why, and counts nowhere, until its day has come', () => {
    const known = knownRepository()
    known.tag('v1', known.index([image('linux/amd64')]))
    const rules = [policy('linux/s390x')]
    const { tags, summary } = judged(known.facts, rules, [ignore('PLATFORM_REQUIRED')])
    expect(tags[0]?.findings[0]?.ignored).toMatchObject({ id: 'i1', reason: 'on purpose' })
    expect(summary).toMatchObject({ complete: 1, errors: 0, findings: {} })
    for (const other of [
      ignore('PLATFORM_REQUIRED', { until: NOW }),
      ignore('PLATFORM_REQUIRED', { platform: 'linux/arm64' }),
      ignore('PLATFORM_REQUIRED', { tags: 'v2' }),
      ignore('CHILD_MISSING'),
    ])
      expect(judged(known.facts, rules, [other]).summary.errors).toBe(1)
  })
})

describe('every judgement', () => {
  const child = fc
    .constantFrom('linux/amd64', 'linux/arm64', 'linux/arm', 'linux/amd64/v3', 'windows/amd64', 'linux/s390x')
    .chain((specifier) =>
      fc
        .constantFrom('present' as const, 'missing' as const, 'unreadable' as const)
        .map((state) => image(specifier, { state })),
    )
  const repository = fc.array(fc.array(child, { maxLength: 5 }), { maxLength: 4 }).map((tags) => {
    const known = knownRepository()
    for (const [place, children] of tags.entries()) known.tag(`v${place}`, known.index(children))
    return known.facts
  })

  it('counts what it says, and says the same twice', () => {
    fc.assert(
      fc.property(repository, (facts) => {
        const once = judged(facts, [policy('linux/amd64')])
        expect(judged(facts, [policy('linux/amd64')])).toEqual(once)
        const all = once.tags.flatMap(({ findings }) => findings)
        expect(once.summary.errors).toBe(all.filter(({ severity }) => severity === 'error').length)
        expect(Object.values(once.summary.findings).reduce((a, b) => (a ?? 0) + (b ?? 0), 0)).toBe(all.length)
        for (const tag of once.tags)
          for (const key of Object.keys(tag.cells).filter((it) => tag.cells[it]?.status !== 'present'))
            expect(tag.offers).not.toContain(key)
      }),
    )
  })

  it('with everything ignored has nothing that counts', () => {
    fc.assert(
      fc.property(repository, (facts) => {
        const codes = new Set(judged(facts).tags.flatMap(({ findings }) => findings.map(({ code }) => code)))
        const { summary } = judged(
          facts,
          [],
          [...codes].map((code) => ignore(code)),
        )
        expect(summary).toMatchObject({ errors: 0, warnings: 0, findings: {}, complete: facts.tags.length })
      }),
    )
  })
})
