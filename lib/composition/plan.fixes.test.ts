import { describe, expect, test } from 'vitest'
import type { Platform } from '@/lib/oci/platform'
import { Sources } from '@/lib/testing/composition-sources'
import type { PlanInput } from './plan'
import type { ProblemCode } from './problems'
import { applyFix } from './spec-edit'

const LINUX = { os: 'linux', architecture: 'amd64' }
const NONE: Platform = { os: '', architecture: '' }
const GONE = `sha256:${'0'.repeat(64)}`

const sources = Sources.golden()
const amd64 = sources.image('amd64:v1', LINUX)
sources.image('amd64v3:v1', { ...LINUX, variant: 'v3' })
const s390x = sources.image('s390x:v1', { os: 'linux', architecture: 's390x' })
sources.image('arm:v1', { os: 'linux', architecture: 'arm' })
sources.image('oci:v1', { os: 'linux', architecture: 'riscv64' }, { oci: true })
sources.image('win2019:v1', { os: 'windows', architecture: 'amd64', 'os.version': '10.0.17763.1' })
sources.put('attestation:v1', {
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: amd64, size: 1 },
  layers: [],
})
const attested = sources.entry('attestation:v1', {
  platform: { os: 'unknown', architecture: 'unknown' },
  annotations: {
    'vnd.docker.reference.type': 'attestation-manifest',
    'vnd.docker.reference.digest': amd64,
  },
})
const both = sources.index('both:v1', [
  sources.entry('amd64:v1', { platform: LINUX }),
  sources.entry('s390x:v1', { platform: { os: 'linux', architecture: 's390x' } }),
  attested,
])
sources.index('wrong:v1', [
  sources.entry('amd64:v1', { platform: { os: 'linux', architecture: 'ppc64le' } }),
  sources.entry('s390x:v1', { platform: { os: 'linux', architecture: 's390x' } }),
])
sources.index('claims:v1', [
  sources.entry('s390x:v1', { platform: { os: 'linux', architecture: 's390x' } }),
  sources.entry('amd64:v1', { platform: { os: 'linux', architecture: 'arm', variant: 'v7' } }),
])
sources.image('arm64:v1', { os: 'linux', architecture: 'arm64' })
sources.index('spelled:v1', [
  sources.entry('amd64:v1', { platform: LINUX }),
  sources.entry('arm64:v1', { platform: { os: 'linux', architecture: 'arm64' } }),
  sources.entry('arm64:v1', { platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } }),
])
sources.index('torn:v1', [
  sources.entry('amd64:v1', { platform: LINUX }),
  sources.entry(GONE, { platform: { os: 'linux', architecture: 'arm64' } }),
])
sources.index('levels:v1', [
  sources.entry('amd64:v1', { platform: LINUX }),
  sources.entry('amd64v3:v1', { platform: { ...LINUX, variant: 'v3' } }),
])
sources.index('windows:v1', [
  sources.entry('amd64:v1', { platform: LINUX }),
  sources.entry('win2019:v1', { platform: { os: 'windows', architecture: 'amd64' } }),
])

const line = (image: string, more = '') => `  - image: r.test/${image}\n${more}`

interface Case {
  code: ProblemCode
  name: string
  entries: string
  head?: string
  over?: Partial<PlanInput>
  /** What the entries are afterwards. */
  platforms: string[]
}

const CASES: Case[] = [
  {
    code: 'PLATFORM_DUPLICATE',
    name: 'of two merged indexes goes alone, and its attestation with it',
    entries: line('amd64:v1') + line('both:v1'),
    platforms: ['linux/amd64', 'linux/s390x'],
  },
  {
    code: 'PLATFORM_MISDECLARED',
    name: 'in an opened index is mended there',
    entries: line('wrong:v1'),
    platforms: ['linux/amd64', 'linux/s390x'],
  },
  {
    code: 'PLATFORM_MISDECLARED',
    name: 'takes the variant of the other machine along',
    entries: line('amd64:v1', '    platform: {os: linux, architecture: arm, variant: v7}\n'),
    platforms: ['linux/amd64'],
  },
  {
    code: 'PLATFORM_MISDECLARED',
    name: 'takes the version of the other system along',
    entries: line('amd64:v1', '    platform: {os: windows, architecture: amd64, osversion: 10.0.17763.1}\n'),
    platforms: ['linux/amd64'],
  },
  {
    code: 'PLATFORM_MISDECLARED',
    name: 'in an opened index loses the variant it had there',
    entries: line('claims:v1'),
    platforms: ['linux/s390x', 'linux/amd64'],
  },
  {
    code: 'PLATFORM_DUPLICATE',
    name: 'under two spellings in one index leaves the first of them',
    entries: line('spelled:v1'),
    platforms: ['linux/amd64', 'linux/arm64'],
  },
  {
    code: 'CHILD_MISSING',
    name: 'is left out',
    entries: line('torn:v1'),
    platforms: ['linux/amd64'],
  },
  {
    code: 'BASELINE_MISSING',
    name: 'is found in the index the raised level came from',
    entries: line('levels:v1', '    platform: {os: linux, architecture: amd64, variant: v3}\n'),
    platforms: ['linux/amd64/v3', 'linux/amd64'],
  },
  {
    code: 'BASELINE_MISSING',
    name: 'is found behind the tag of today',
    entries: line('amd64v3:v1'),
    over: {
      targetTags: [{ tag: 'v1', digest: both, platforms: [{ platform: LINUX, digest: amd64 }] }],
    },
    platforms: ['linux/amd64/v3', 'linux/amd64'],
  },
  {
    code: 'ARM_VARIANT_MISSING',
    name: 'is what containerd takes it for',
    entries: line('arm:v1'),
    platforms: ['linux/arm/v7'],
  },
  {
    code: 'OS_VERSION_MISSING',
    name: 'is read from the config, in an index too',
    entries: line('windows:v1'),
    platforms: ['linux/amd64', 'windows/amd64 10.0.17763.1'],
  },
  {
    code: 'MIXED_MEDIA_TYPES',
    name: 'in a Docker list become an OCI index',
    head: 'format: docker\n',
    entries: line('oci:v1'),
    platforms: ['linux/riscv64'],
  },
  {
    code: 'PLATFORM_LOST',
    name: 'is kept as the index of today has it',
    entries: line('amd64:v1'),
    over: {
      targetTags: [
        {
          tag: 'v1',
          digest: both,
          platforms: [{ platform: { os: 'linux', architecture: 's390x' }, digest: s390x }],
        },
      ],
    },
    platforms: ['linux/amd64', 'linux/s390x'],
  },
  {
    code: 'SOURCE_MOVED',
    name: 'goes back to what was seen',
    entries: line('amd64:v1'),
    over: { seen: { 'r.test/amd64:v1': s390x } },
    platforms: ['linux/s390x'],
  },
  {
    code: 'ATTESTATION_ORPHAN',
    name: 'goes',
    entries:
      line('amd64:v1') +
      `  - image: r.test/both:v1\n    digest: ${(attested as { digest: string }).digest}\n    annotations: {vnd.docker.reference.digest: "${GONE}"}\n`,
    platforms: ['linux/amd64'],
  },
]

describe('every fix mends what it is offered for, and nothing else', () => {
  test.each(CASES)('$code $name', ({ code, entries, head = '', over = {}, platforms }) => {
    const yaml = `# kept\nimage: r.test/demo:v1\n${head}manifests:\n${entries}`
    const before = sources.plan(yaml, over)
    const problem = before.problems.find((found) => found.code === code)
    if (!problem?.fix) throw new Error(`No fix for ${code} among ${JSON.stringify(before.problems)}`)
    const mended = applyFix(yaml, problem.fix)
    if (!mended.ok) throw new Error(mended.error.message)
    expect(mended.value).toContain('# kept')

    const after = sources.plan(mended.value, over)
    expect(after.problems.filter((found) => found.code === code)).toEqual([])
    expect(after.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    const images = after.entries.filter(({ attestation }) => !attestation)
    expect(
      images.map(({ platform }) => {
        const { os, architecture, variant, 'os.version': version } = platform ?? NONE
        return [[os, architecture, variant].filter(Boolean).join('/'), version].filter(Boolean).join(' ')
      }),
    ).toEqual(platforms)
  })
})

test.each([
  ['INDEX_OPENED', 'both:v1'],
  ['PLATFORM_MISDECLARED', 'wrong:v1'],
] as const)('%s listed entry by entry keeps what the spec says of each', (code, image) => {
  const yaml = `image: r.test/demo:v1\nformat: oci\nmanifests:\n${line(image, '    artifactType: application/vnd.example\n')}`
  const before = sources.plan(yaml)
  const fix = before.problems.find((found) => found.code === code)?.fix
  if (fix?.kind !== 'expand-entry') throw new Error(`No list for ${code}`)
  const mended = applyFix(yaml, fix)
  if (!mended.ok) throw new Error(mended.error.message)
  const typesOf = ({ entries }: typeof before) => entries.map(({ artifactType }) => artifactType)
  expect(typesOf(before)).toContain('application/vnd.example')
  expect(typesOf(sources.plan(mended.value))).toEqual(typesOf(before))
})

test('a lost platform comes back in its place, with what the index says of it and what attests it', () => {
  const index = sources.index('windows-first:v1', [
    sources.entry('win2019:v1', {
      platform: { os: 'windows', architecture: 'amd64', 'os.version': '10.0.17763.99' },
      annotations: { note: 'kept' },
    }),
    sources.entry('amd64:v1', { platform: LINUX }),
    attested,
    sources.entry('s390x:v1', { platform: { os: 'linux', architecture: 's390x' } }),
  ])
  const yaml = `image: r.test/windows-first:v1\nmanifests:\n  - image: r.test/s390x:v1\n`
  const windows = { os: 'windows', architecture: 'amd64', 'os.version': '10.0.17763.99' }
  const win2019 =
    sources.plan(`image: a\nmanifests:\n  - image: r.test/win2019:v1\n`).entries[0]?.digest ?? ''
  const over = {
    targetTags: [
      {
        tag: 'v1',
        digest: index,
        platforms: [
          { platform: windows, digest: win2019 },
          { platform: LINUX, digest: amd64 },
          { platform: { os: 'linux', architecture: 's390x' }, digest: s390x },
        ],
      },
    ],
  }
  let text = yaml
  for (let round = 0; round < 2; round++) {
    const { problems } = sources.plan(text, over)
    const fix = problems.findLast(({ code }) => code === 'PLATFORM_LOST')?.fix
    const mended = fix && applyFix(text, fix)
    if (!mended?.ok) throw new Error('It cannot be kept.')
    text = mended.value
  }
  const plan = sources.plan(text, over)
  expect(plan.problems.filter(({ code }) => code === 'PLATFORM_LOST')).toEqual([])
  const images = plan.entries.filter(({ attestation }) => !attestation)
  expect(images.map(({ digest }) => digest)).toEqual([win2019, amd64, s390x])
  expect(images[0]).toMatchObject({ platform: windows, annotations: { note: 'kept' } })
  expect(plan.entries.filter(({ attestation }) => attestation)).toHaveLength(1)
})
