import { describe, expect, test } from 'vitest'
import { Sources } from '@/lib/testing/composition-sources'
import type { PlanInput } from './plan'
import { PROBLEM_CODES, PROBLEM_TABLE, type Problem, type ProblemCode } from './problems'

const LINUX = { os: 'linux', architecture: 'amd64' }
const FOREIGN = 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip'
const GONE = `sha256:${'0'.repeat(64)}`

const sources = Sources.golden()
sources.image('amd64:v1', LINUX)
sources.image('s390x:v1', { os: 'linux', architecture: 's390x' })
sources.image('oci:v1', { os: 'linux', architecture: 'riscv64' }, { oci: true })
sources.image('amd64v2:v1', { ...LINUX, variant: 'v2' })
sources.image('bare:v1', {})
sources.image('arm:v1', { os: 'linux', architecture: 'arm' })
sources.image('armv7:v1', { os: 'linux', architecture: 'arm', variant: 'v7' })
sources.image('win:v1', { os: 'windows', architecture: 'amd64' })
sources.image('win2019:v1', { os: 'windows', architecture: 'amd64', 'os.version': '10.0.17763.1' })
sources.image('win2022:v1', { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.1' })
sources.image('foreign:v1', LINUX, { layer: FOREIGN })
sources.image('odd:v1', { os: 'linux', architecture: 'abacus' })
sources.put('schema1:v1', {
  schemaVersion: 1,
  mediaType: 'application/vnd.docker.distribution.manifest.v1+json',
})
sources.index('both:v1', [
  sources.entry('amd64:v1', { platform: LINUX }),
  sources.entry('s390x:v1', { platform: { os: 'linux', architecture: 's390x' } }),
])
sources.index('hollow:v1', [])
sources.index('torn:v1', [sources.entry(GONE, { platform: LINUX })])
sources.index('two:v1', [sources.entry('both:v1')])
sources.index('three:v1', [sources.entry('two:v1')])
sources.index('four:v1', [sources.entry('three:v1')])

interface Row {
  code: ProblemCode
  name: string
  /** Entries as `image` or as whole lines of YAML under `- image:`. */
  entries?: string[]
  /** Lines before `manifests`. */
  more?: string
  target?: string
  over?: Partial<PlanInput>
  expected?: Partial<Problem>
  says?: string
}

const entry = (image: string, platform = '') =>
  `  - image: ${image.includes('/') || image === '' ? image : `r.test/demo/${image}`}${platform && `\n    platform: {${platform}}`}\n`
const yamlOf = ({
  entries = ['amd64:v1'],
  more = '',
  target = 'r.test/demo:v1',
}: Omit<Row, 'code' | 'name'>) =>
  `image: ${target}\n${more}manifests:\n${entries.map((text) => (text.startsWith(' ') ? text : entry(text))).join('')}`
const plan = (row: Omit<Row, 'code' | 'name'>) =>
  sources.plan(yamlOf(row).replaceAll('r.test/demo/', 'r.test/'), row.over)

const tag = (platforms: string[], name = 'v1') => ({
  tag: name,
  digest: GONE,
  platforms: platforms.map((architecture) => ({ platform: { os: 'linux', architecture }, digest: GONE })),
})

const ROWS: Row[] = [
  { code: 'EMPTY_INDEX', name: 'no manifests', entries: [], expected: { line: 2 } },
  { code: 'EMPTY_INDEX', name: 'a source index without images', entries: ['hollow:v1'] },
  {
    code: 'TARGET_TAG_MISSING',
    name: 'no tag, but an extra one to take',
    target: 'r.test/demo',
    more: 'tags: [v2]\n',
    expected: { line: 1, column: 8, fix: { kind: 'set-target', image: 'r.test/demo:v2' } },
  },
  { code: 'TARGET_TAG_MISSING', name: 'no target', target: '', says: 'names no image' },
  { code: 'TARGET_TAG_MISSING', name: 'no reference', target: 'r.test/DEMO:v1', says: 'DEMO' },
  {
    code: 'TARGET_TAG_MISSING',
    name: 'a digest beside the tag',
    target: `r.test/demo:v1@${GONE}`,
    expected: { fix: { kind: 'set-target', image: 'r.test/demo:v1' } },
  },
  {
    code: 'TARGET_TAG_MISSING',
    name: 'an impossible extra tag',
    more: 'tags: [v2, "no tag"]\n',
    expected: { line: 2, column: 12 },
  },
  {
    code: 'SOURCE_REFERENCE_INVALID',
    name: 'no tag on a source',
    entries: ['r.test/amd64'],
    says: 'latest',
    expected: { entry: 0, line: 3, column: 12 },
  },
  { code: 'SOURCE_REFERENCE_INVALID', name: 'no image', entries: [''], says: 'names no image' },
  { code: 'SOURCE_REFERENCE_INVALID', name: 'nonsense', entries: ['r.test/a//b:v1'] },
  {
    code: 'SOURCE_MISSING',
    name: '404',
    entries: ['amd64:v1', 'nope:v1'],
    expected: { entry: 1, ref: 'r.test/nope:v1', line: 4 },
  },
  {
    code: 'SOURCE_MISSING',
    name: 'no such platform in an index of several',
    entries: [entry('both:v1', 'os: linux, architecture: arm64')],
    says: 'linux/amd64, linux/s390x',
  },
  { code: 'SOURCE_UNREADABLE', name: 'anything else', entries: ['broken:v1'], says: '500' },
  {
    code: 'CHILD_MISSING',
    name: 'an index whose entry is gone',
    entries: ['torn:v1'],
    says: 'linux/amd64',
    expected: { platform: 'linux/amd64' },
  },
  { code: 'SCHEMA1', name: 'schema 1', entries: [entry('schema1:v1', 'os: linux, architecture: amd64')] },
  {
    code: 'PLATFORM_EMPTY',
    name: 'neither in the spec nor in the config',
    entries: ['bare:v1'],
    says: 'platform',
  },
  {
    code: 'PLATFORM_EMPTY',
    name: 'only the os',
    entries: [entry('bare:v1', 'os: linux')],
    says: 'architecture',
    expected: { line: 4 },
  },
  {
    code: 'PLATFORM_DUPLICATE',
    name: 'two spellings',
    entries: ['amd64:v1', entry('amd64v2:v1', 'os: linux, architecture: x86_64, variant: v1')],
    expected: { entry: 1, fix: { kind: 'remove-entry', entry: 1 } },
  },
  {
    code: 'PLATFORM_DUPLICATE',
    name: 'arm and arm/v7',
    entries: [entry('armv7:v1', 'os: linux, architecture: arm, variant: v7'), 'arm:v1'],
    says: 'linux/arm/v7',
  },
  {
    code: 'PLATFORM_DUPLICATE',
    name: 'two Windows without os.version',
    entries: ['win:v1', entry('win:v1')],
  },
  { code: 'INDEX_TOO_DEEP', name: 'four indexes in one another', entries: ['four:v1'] },
  {
    code: 'FORMAT_UNKNOWN',
    name: 'a slip',
    more: 'format: pushmll\n',
    expected: { line: 2, column: 9, fix: { kind: 'set-format', format: 'pushml' } },
    says: 'oci, docker, pushml, buildx or crane',
  },
  {
    code: 'FORMAT_UNKNOWN',
    name: 'a media type nobody knows',
    more: 'format: crane\nmediaType: tar\n',
    expected: { line: 3, fix: { kind: 'set-format', format: 'crane' } },
  },
  {
    code: 'FORMAT_UNKNOWN',
    name: 'docker cannot be oci',
    more: 'format: docker\nmediaType: oci\n',
    expected: { fix: { kind: 'set-format', format: 'oci' } },
  },
  { code: 'FORMAT_UNKNOWN', name: 'oci cannot be docker', more: 'format: oci\nmediaType: docker\n' },
  {
    code: 'ANNOTATIONS_UNSUPPORTED',
    name: 'on a Docker list',
    more: 'format: docker\nannotations: {a: b}\n',
    expected: { line: 3, fix: { kind: 'set-format', format: 'oci' } },
  },
  { code: 'LISTS_UNSUPPORTED', name: 'an old registry', over: { listsSupported: false } },
  {
    code: 'REGISTRY_READ_ONLY',
    name: 'its reason is told',
    over: { readOnlyReason: 'r.test is configured as read-only.' },
    says: 'configured as read-only',
  },
  {
    code: 'PLATFORM_LOST',
    name: 'named with its tag',
    over: { targetTags: [tag(['amd64', 'arm64'])] },
    expected: {
      platform: 'linux/arm64',
      ref: 'r.test/demo:v1',
      fix: { kind: 'add-entry', image: `r.test/demo@${GONE}` },
    },
    says: 'demo:v1 serves linux/arm64 today; this index has no entry for it.',
  },
  {
    code: 'PLATFORM_LOST',
    name: 'from an extra tag',
    more: 'tags: [v2]\n',
    over: { targetTags: [tag(['ppc64le'], 'v2')] },
    expected: { ref: 'r.test/demo:v2', line: 2 },
  },
  {
    code: 'PLATFORM_MISDECLARED',
    name: 'another architecture',
    entries: [entry('amd64:v1', 'os: linux, architecture: ppc64le')],
    expected: { fix: { kind: 'set-platform', entry: 0, platform: LINUX } },
    says: 'linux/amd64',
  },
  {
    code: 'NOT_AN_IMAGE',
    name: 'an artifact',
    entries: ['amd64:v1', 'artifact:v1'],
    expected: { entry: 1 },
    says: 'vnd.example.sbom',
  },
  {
    code: 'VARIANT_MISDECLARED',
    name: 'another variant',
    entries: [entry('armv7:v1', 'os: linux, architecture: arm, variant: v6')],
    expected: { fix: { kind: 'set-platform', entry: 0, platform: { variant: 'v7' } } },
  },
  {
    code: 'OS_VERSION_MISDECLARED',
    name: 'another build',
    entries: [entry('win2019:v1', 'osversion: 10.0.20348.1')],
    says: '10.0.17763.1',
  },
  { code: 'BASELINE_MISSING', name: 'v2 alone', entries: ['amd64v2:v1', 's390x:v1'], says: 'linux/amd64/v2' },
  { code: 'ARM_VARIANT_MISSING', name: 'arm alone', entries: ['arm:v1'] },
  { code: 'OS_VERSION_MISSING', name: 'Windows alone', entries: ['win:v1'] },
  { code: 'PLATFORM_UNKNOWN', name: 'a word of nobody', entries: ['odd:v1'], says: 'linux/abacus' },
  {
    code: 'PLATFORM_ALIAS',
    name: 'uname spelling',
    entries: [entry('amd64:v1', 'os: linux, architecture: x86_64')],
    expected: { fix: { kind: 'set-platform', entry: 0, platform: LINUX } },
  },
  {
    code: 'MIXED_MEDIA_TYPES',
    name: 'a Docker image in an OCI index',
    entries: ['amd64:v1', 'oci:v1'],
    expected: { entry: 0 },
  },
  {
    code: 'MIXED_MEDIA_TYPES',
    name: 'OCI images in a Docker list',
    more: 'format: docker\n',
    entries: ['oci:v1'],
  },
  {
    code: 'ATTESTATION_ORPHAN',
    name: 'listed without its image',
    entries: [
      'amd64:v1',
      `  - image: r.test/bk@sha256:27ea49b82d5b346d956c6ca1ea9d01ad780021b02658040326676ebe3d91809e\n    annotations: {vnd.docker.reference.type: attestation-manifest, vnd.docker.reference.digest: "${GONE}"}\n`,
    ],
    expected: { entry: 1 },
  },
  {
    code: 'UNKNOWN_KEY',
    name: 'a slip in a platform',
    entries: [entry('amd64:v1', 'os: linux, architekture: amd64')],
    expected: {
      line: 4,
      column: 27,
      fix: { kind: 'rename-key', path: ['manifests', 0, 'platform', 'architekture'], to: 'architecture' },
    },
  },
  {
    code: 'INDEX_OPENED',
    name: 'BuildKit',
    entries: ['bk-amd64:v1'],
    says: '1 image and 1 attestation taken',
  },
  { code: 'CROSS_REPOSITORY', name: 'another repository', says: 'mounted into demo' },
  { code: 'CROSS_REGISTRY', name: 'another registry', entries: ['else.test/amd64:v1'], says: 'r.test' },
  { code: 'FOREIGN_LAYERS', name: 'Windows base layers', entries: ['foreign:v1'], says: '1 of 1' },
  {
    code: 'SHARED_DIGEST',
    name: 'one image for two',
    entries: [entry('armv7:v1', 'variant: v7'), entry('armv7:v1', 'variant: v6')],
    says: 'linux/arm/v7 and linux/arm/v6',
  },
  {
    code: 'SOURCE_MOVED',
    name: 'a tag that led elsewhere before',
    over: { seen: { 'r.test/amd64:v1': GONE } },
    expected: { entry: 0, fix: { kind: 'set-source', entry: 0, image: `r.test/amd64@${GONE}` } },
    says: 'r.test/amd64:v1 was sha256:000000000000',
  },
  { code: 'GC_RISK', name: 'images of other repositories', says: 'No image of this index has a tag' },
  {
    code: 'GC_RISK',
    name: 'some of them',
    entries: ['r.test/amd64:v1', 's390x:v1'],
    target: 'r.test/amd64:all',
    says: '1 of 2 images',
  },
  {
    code: 'SOURCE_MISSING',
    name: 'a digest that the source index does not hold',
    entries: [`  - image: r.test/both:v1\n    digest: ${GONE}\n`],
    expected: { entry: 0, line: 4 },
    says: 'holds no entry with the digest',
  },
  {
    code: 'SOURCE_REFERENCE_INVALID',
    name: 'a digest that is none',
    entries: ['  - image: r.test/both:v1\n    digest: amd64\n'],
    expected: { entry: 0 },
    says: '"amd64" is not a digest',
  },
  {
    code: 'FORMAT_UNKNOWN',
    name: 'attestations with another word',
    entries: ['  - image: r.test/bk-amd64:v1\n    attestations: stripp\n'],
    expected: { entry: 0, line: 4 },
    says: 'write strip',
  },
  {
    code: 'ANNOTATIONS_UNSUPPORTED',
    name: 'a subject of a Docker list',
    more: 'format: docker\nsubject: r.test/s390x:v1\n',
    expected: { line: 3, fix: { kind: 'set-format', format: 'oci' } },
    says: 'cannot hold a subject',
  },
  {
    code: 'ANNOTATIONS_UNSUPPORTED',
    name: 'the artifact type of an entry in a Docker list',
    more: 'format: docker\n',
    entries: ['  - image: r.test/amd64:v1\n    artifactType: a/b\n'],
    expected: { entry: 0, line: 5 },
  },
  {
    code: 'SOURCE_MISSING',
    name: 'a subject that is not there',
    more: 'subject: r.test/nope:v1\n',
    over: { subject: { status: 'missing' } },
    expected: { line: 2 },
    says: 'the subject',
  },
  {
    code: 'SOURCE_UNREADABLE',
    name: 'a subject that cannot be read',
    more: 'subject: r.test/broken:v1\n',
    over: { subject: { status: 'unreadable', message: 'the registry answered 500.' } },
    says: '500',
  },
]

describe('every problem is found, and says what, where and how to mend it', () => {
  test.each(ROWS)('$code: $name', ({ code, expected = {}, says = '', ...row }) => {
    const found = plan(row).problems.filter((problem) => problem.code === code)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ ...expected, severity: PROBLEM_TABLE[code].severity })
    expect(found[0]?.message).toContain(says)
    expect(found[0]?.message).toMatch(/[.?]$/)
  })

  test('no code of the table is without a row', () => {
    expect(PROBLEM_CODES.filter((code) => !ROWS.some((row) => row.code === code))).toEqual([])
  })
})

describe('what is right is not a problem', () => {
  const codes = (row: Omit<Row, 'code' | 'name'>) => plan(row).problems.map(({ code }) => code)

  test('a plain composition has none but where its blobs come from, and that its images are untagged', () => {
    expect(codes({ entries: ['amd64:v1', 's390x:v1'] })).toEqual([
      'CROSS_REPOSITORY',
      'CROSS_REPOSITORY',
      'GC_RISK',
    ])
  })
  test('two Windows builds differ by os.version', () => {
    expect(codes({ entries: ['win2019:v1', 'win2022:v1'] })).not.toContain('PLATFORM_DUPLICATE')
  })
  test('attestations never count as a platform twice, nor as artifacts', () => {
    expect(codes({ entries: ['bk-amd64:v1', 'bk-arm64:v1'] })).toEqual(
      expect.not.arrayContaining([
        'PLATFORM_DUPLICATE',
        'NOT_AN_IMAGE',
        'ATTESTATION_ORPHAN',
        'PLATFORM_EMPTY',
      ]),
    )
  })
  test('plain amd64 beside v2', () => {
    expect(codes({ entries: ['amd64:v1', 'amd64v2:v1'] })).not.toContain('BASELINE_MISSING')
  })
  test('a config without a variant contradicts none', () => {
    expect(codes({ entries: [entry('arm:v1', 'os: linux, architecture: arm, variant: v6')] })).not.toContain(
      'VARIANT_MISDECLARED',
    )
  })
  test('arm64 and arm64/v8 are one', () => {
    expect(
      codes({ entries: [entry('demo-arm64:v0.2', 'os: linux, architecture: arm64, variant: v8')] }),
    ).not.toContain('VARIANT_MISDECLARED')
  })
  test('three indexes in one another', () => {
    expect(codes({ entries: ['three:v1'] })).not.toContain('INDEX_TOO_DEEP')
  })
  test('nothing is lost as long as a source is not known', () => {
    const over = { targetTags: [tag(['arm64'])] }
    expect(codes({ entries: ['amd64:v1', 'nope:v1'], over })).not.toContain('PLATFORM_LOST')
    expect(codes({ entries: [], over })).not.toContain('PLATFORM_LOST')
  })
  test('a platform kept under another spelling is not lost', () => {
    const before = {
      ...tag([]),
      platforms: [{ platform: { os: 'linux', architecture: 'arm64', variant: 'v8' }, digest: GONE }],
    }
    const after = plan({
      entries: [entry('demo-arm64:v0.2', 'os: linux, architecture: arm64')],
      over: { targetTags: [before] },
    })
    expect(after.problems.map(({ code }) => code)).not.toContain('PLATFORM_LOST')
    expect(after.change.replaced).toMatchObject([{ platform: 'linux/arm64', before: GONE }])
  })
})

describe('opening an index', () => {
  const platforms = (row: Omit<Row, 'code' | 'name'>) =>
    plan(row).entries.map(({ platform, attestation }) =>
      attestation ? 'attestation' : platform?.architecture,
    )

  test('takes all images, in order', () => {
    expect(platforms({ entries: ['both:v1', 'oci:v1'] })).toEqual(['amd64', 's390x', 'riscv64'])
  })
  test('takes the ones of the named platform, and only their attestations', () => {
    expect(platforms({ entries: [entry('both:v1', 'architecture: s390x')] })).toEqual(['s390x'])
  })
  test('gives the only image the named platform', () => {
    const { entries, problems } = plan({
      entries: [entry('bk-amd64:v1', 'os: linux, architecture: amd64, variant: v2')],
    })
    expect(entries.map(({ platform }) => platform?.variant)).toEqual(['v2', undefined])
    expect(problems.map(({ code }) => code)).not.toContain('SOURCE_MISSING')
  })
  test('writes attestations behind the images as manifest-tool does, or in place as buildx does', () => {
    const entries = ['bk-amd64:v1', 'bk-arm64:v1']
    expect(platforms({ entries })).toEqual(['amd64', 'arm64', 'attestation', 'attestation'])
    expect(platforms({ entries, more: 'format: buildx\n' })).toEqual([
      'amd64',
      'attestation',
      'arm64',
      'attestation',
    ])
  })
})
