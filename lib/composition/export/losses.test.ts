import { describe, expect, test } from 'vitest'
import { Sources } from '@/lib/testing/composition-sources'
import { exported } from '@/lib/testing/exported'
import type { ExportTool } from './tool-export'

const sources = Sources.golden()
const OCI = { oci: true }
sources.image('demo:amd64', { os: 'linux', architecture: 'amd64' }, OCI)
sources.image('demo:v9', { os: 'linux', architecture: 'arm64', variant: 'v9' }, OCI)
sources.image('demo:plain', { os: 'linux', architecture: 'amd64' })
sources.image('demo:windows', { os: 'windows', architecture: 'amd64', 'os.version': '10.0.17763.1' }, OCI)
sources.index('demo:bare', [sources.entry('artifact:v1')])

const here = (entries: readonly string[], more = '') =>
  `image: r.test/demo:out\n${more}manifests:\n${entries.map((entry) => `- {image: "r.test/${entry}}\n`).join('')}`
const AMD64 = 'demo:amd64"'
const as = (name: string, platform: string) => `${name}, platform: {${platform}}`

const MANIFEST_TOOL = 'manifest-tool'
const BUILDX = 'docker buildx imagetools'
const DOCKER = 'docker manifest'

describe('what is lost is named, with the place and the tool', () => {
  test.each<[what: string, tool: ExportTool, yaml: string, losses: string[]]>([
    ...([MANIFEST_TOOL, 'crane', 'oras', DOCKER] as const).map(
      (tool): [string, ExportTool, string, string[]] => [
        'an annotation of an entry',
        tool,
        here([`${AMD64}, annotations: {com.example.x: "1"}`]),
        [
          {
            [MANIFEST_TOOL]:
              'The annotation com.example.x of the entry for linux/amd64 would be lost: the YAML of manifest-tool has no annotations for entries.',
            crane:
              'The annotation com.example.x of the entry for linux/amd64 would be lost: crane keeps annotations only of an index that is taken whole.',
            oras: 'The annotation com.example.x of the entry for linux/amd64 would be lost: oras writes no annotations into entries.',
            [DOCKER]:
              'The annotation com.example.x of the entry for linux/amd64 would be lost: docker manifest has no annotations.',
          }[tool],
        ],
      ],
    ),
    ['regctl says it', 'regctl', here([`${AMD64}, annotations: {com.example.x: "1"}`]), []],
    ['buildx says it', BUILDX, here([`${AMD64}, annotations: {com.example.x: "1"}`]), []],
    [
      'annotations of the index',
      'crane',
      here([AMD64], 'annotations: {b: "1", a: "2"}\n'),
      ['The annotations a, b of the index would be lost: crane writes no annotations into an index.'],
    ],
    ['manifest-tool keeps them', MANIFEST_TOOL, here([AMD64], 'annotations: {b: "1", "x=y": "2"}\n'), []],
    [
      'a name with =',
      'regctl',
      here([AMD64], 'annotations: {b: "1", "x=y": "2"}\n'),
      ['The annotation x=y of the index would be lost: regctl cannot say a name that contains "=".'],
    ],
    [
      'artifactType and subject',
      MANIFEST_TOOL,
      here([AMD64], `artifactType: application/x.y\n`),
      [
        'The artifactType application/x.y of the index would be lost: the YAML of manifest-tool has no artifactType.',
      ],
    ],
    [
      'the artifactType of an entry',
      'regctl',
      here([`${AMD64}, artifactType: application/x.y`]),
      [
        'The artifactType of the entry for linux/amd64 would be lost: regctl writes only type, digest, size, platform and annotations.',
      ],
    ],
    [
      'a Docker list',
      'oras',
      here(['demo:plain"']),
      ['It would be an OCI image index, not a Docker manifest list: oras writes no other.'],
    ],
    [
      'an OCI index of Docker images',
      BUILDX,
      here(['demo:plain"'], 'format: oci\n'),
      [
        'It would be a Docker manifest list, not an OCI image index: buildx writes a Docker manifest list when every entry is Docker, else an OCI image index.',
      ],
    ],
    [
      'a Docker list of OCI images',
      DOCKER,
      here([AMD64], 'format: docker\n'),
      [
        'It would be an OCI image index, not a Docker manifest list: docker manifest goes by the kind of the first entry.',
      ],
    ],
    [
      'CPU features',
      MANIFEST_TOOL,
      here([as(AMD64, 'os: linux, architecture: amd64, features: [sse4, avx]')]),
      [
        'The CPU features sse4, avx of the entry for linux/amd64 would be lost: manifest-tool has no CPU features, and fills what is left open from the image’s config.',
      ],
    ],
    [
      'os.version, from another repository',
      BUILDX,
      here(['demo:windows"']).replace('r.test/demo:out', 'r.test/elsewhere:out'),
      [
        'The entry for windows(10.0.17763.1)/amd64 would be listed as windows/amd64: buildx takes the platform from the image’s config, without details, for images of other repositories.',
      ],
    ],
    [
      'an artifact',
      'crane',
      here(['artifact:v1"']),
      ['An artifactType may be added to the entry without a platform: crane does so for what is no image.'],
    ],
    ['os.version, from its own', BUILDX, here(['demo:windows"']), []],
    [
      'the order of entries',
      DOCKER,
      'image: r.test/out:v1\nmanifests:\n- image: r.test/demo-s390x:v0.2\n- image: r.test/demo-amd64:v0.2\n',
      [
        'The entries would stand in another order: docker manifest sorts entries by the name of their source.',
      ],
    ],
  ])('%s: %s', (_, tool, yaml, losses) => {
    expect(exported(sources, yaml, tool)).toMatchObject({ possible: true, losses })
  })

  test('a subject in the target repository is said by regctl alone', () => {
    const { digest } = sources.plan(here([AMD64])).entries[0] ?? { digest: '' }
    const descriptor = { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest, size: 3 }
    const reference = { registry: 'r.test', repository: 'demo', digest }
    const subject = { status: 'present' as const, reference, descriptor }
    const yaml = here([AMD64], `subject: ${digest}\n`)
    expect(exported(sources, yaml, 'regctl', { subject }).lines[0]).toContain(`--subject ${digest}`)
    expect(exported(sources, yaml, 'regctl', { subject }).losses).toEqual([])
    expect(exported(sources, yaml, 'oras', { subject }).losses).toEqual([
      `The subject ${digest} would be lost: oras has no option for it.`,
    ])
    const elsewhere = here([AMD64], `subject: r.test/other@${digest}\n`)
    expect(exported(sources, elsewhere, 'regctl', { subject }).losses).toHaveLength(1)
  })
})

describe('what makes another index is refused', () => {
  test.each<[what: string, tool: ExportTool, yaml: string, reason: RegExp]>([
    [
      'another machine than the config says',
      'crane',
      here([as(AMD64, 'os: linux, architecture: arm64')]),
      /^The entry for linux\/arm64 would be listed as linux\/amd64: crane takes the platform from the image’s config\. Use /,
    ],
    [
      'the same for oras',
      'oras',
      here([as(AMD64, 'os: linux, architecture: arm64')]),
      /^The entry for linux\/arm64/,
    ],
    [
      'another registry',
      MANIFEST_TOOL,
      here([AMD64]).replace('r.test/demo:out', 'o.test/demo:out'),
      /^manifest-tool copies nothing between registries, and the entry for linux\/amd64 is on r\.test\./,
    ],
    [
      'another registry',
      DOCKER,
      here([AMD64]).replace('r.test/demo:out', 'o.test/demo:out'),
      /^docker manifest copies nothing/,
    ],
    [
      'another repository',
      'oras',
      here([AMD64]).replace('r.test/demo:out', 'r.test/other:out'),
      /^oras composes only what is in the target’s repository already, and the entry for linux\/amd64 is in r\.test\/demo\./,
    ],
    [
      'half a platform for an artifact',
      BUILDX,
      here(['artifact:v1"']),
      /^The entry without a platform would be listed as linux: buildx takes/,
    ],
    [
      'no platform',
      DOCKER,
      here(['artifact:v1"']),
      /^docker manifest refuses an entry that has no platform\./,
    ],
    [
      'a variant out of its table',
      MANIFEST_TOOL,
      here(['demo:v9"']),
      /refuses the platform linux\/arm64\/v9/,
    ],
    [
      'a platform docker cannot set',
      DOCKER,
      here([as(AMD64, 'os: linux, architecture: loong64')]),
      /^docker manifest refuses to set the platform linux\/loong64/,
    ],
    [
      'a platform twice',
      MANIFEST_TOOL,
      here([AMD64, 'demo:plain"']),
      /^manifest-tool refuses two entries of the same platform, and linux\/amd64/,
    ],
    [
      'one image for two platforms',
      BUILDX,
      here([AMD64, as(AMD64, 'os: linux, architecture: arm64')]),
      /^The entry for linux\/arm64 cannot be written: buildx writes one entry for each digest/,
    ],
    [
      'an index whose entry has no platform',
      MANIFEST_TOOL,
      here(['demo:bare"']),
      /^manifest-tool crashes on an index with an entry that has no platform\./,
    ],
    [
      'an attestation without the rest of its index',
      MANIFEST_TOOL,
      here(['bk-amd64:v1", annotations: {a: b}']),
      /^manifest-tool takes an attestation only along with the whole index it is in, and the attestation of linux\/amd64/,
    ],
    [
      'an attestation by its digest',
      'crane',
      here(['bk-amd64:v1", annotations: {a: b}']),
      /^The attestation of linux\/amd64 would no longer say what it describes: crane keeps annotations only/,
    ],
  ])('%s: %s', (_, tool, yaml, reason) => {
    const made = exported(sources, yaml, tool)
    expect(made.reason).toMatch(reason)
    expect(made).toMatchObject({ possible: false, lines: [], files: [], losses: [] })
  })
})

describe('an index taken whole keeps its attestations', () => {
  const merged = (format: string) =>
    `image: r.test/bk:out\nformat: ${format}\nmanifests:\n- image: r.test/bk-amd64:v1\n- image: r.test/bk-arm64:v1\n`
  const indexes = ['bk-amd64:v1', 'bk-arm64:v1'].map((name) => {
    const found = sources.resolve(name)
    return found.status === 'present' ? `r.test/${name.split(':')[0]}@${found.manifest.digest}` : ''
  })

  test.each<[ExportTool, string, string | null]>([
    [MANIFEST_TOOL, 'oci', 'manifest-tool 2.2'],
    [BUILDX, 'buildx', 'buildx 0.28'],
    ['crane', 'crane', 'crane 0.20'],
  ])('%s names the indexes by their own digest', (tool, format, sameDigestWith) => {
    const made = exported(sources, merged(format), tool)
    expect(made).toMatchObject({ possible: true, losses: [], sameDigestWith })
    const text = made.lines.join('') + made.files.map(({ content }) => content).join('')
    for (const index of indexes) expect(text).toContain(index)
  })

  test('where it puts them elsewhere, that is said', () => {
    expect(exported(sources, merged('buildx'), MANIFEST_TOOL).losses).toEqual([
      'The entries would stand in another order: manifest-tool puts attestations after all images.',
    ])
    expect(exported(sources, merged('oci'), BUILDX).losses).toEqual([
      'The entries would stand in another order: buildx leaves attestations beside their image.',
    ])
  })

  test('regctl says each attestation itself', () => {
    const made = exported(sources, merged('oci'), 'regctl')
    expect(made).toMatchObject({ possible: true, losses: [] })
    expect(made.lines.join('').match(/vnd\.docker\.reference\.type=attestation-manifest/g)).toHaveLength(2)
  })

  test('a single index is copied by buildx: no loss where it is the wanted one, to the byte', () => {
    const one = 'image: r.test/bk:out\nmanifests:\n- image: r.test/bk-amd64:v1\n'
    expect(exported(sources, one.replace('manifests', 'format: crane\nmanifests'), BUILDX)).toMatchObject({
      losses: [
        'The source index itself would get the tag, with its own digest and annotations: buildx copies a single index as it is.',
      ],
      sameDigestWith: null,
    })
    const copy = sources.keep('copy:v1', sources.plan(one).bytes)
    const made = exported(sources, one.replace('bk-amd64:v1', 'copy:v1'), BUILDX)
    expect(made).toMatchObject({ losses: [], sameDigestWith: 'buildx 0.28' })
    expect(made.lines[0]).toContain(`r.test/copy@${copy}`)
  })

  test('with annotations to add, buildx writes it anew', () => {
    const one = 'image: r.test/bk:out\nannotations: {a: b}\nmanifests:\n- image: r.test/bk-amd64:v1\n'
    expect(exported(sources, one, BUILDX)).toMatchObject({ losses: [], sameDigestWith: 'buildx 0.28' })
  })

  test('an index listed entry by entry is still whole; without one of them it is not', () => {
    const index = sources.resolve('bk-amd64:v1')
    if (index.status !== 'present' || index.manifest.kind !== 'index') throw new Error('no index')
    const { digest, manifests } = index.manifest
    const [image] = manifests
    const pick = `- {image: "r.test/bk-amd64@${digest}", digest: "${image?.digest}"`
    const listed = (more = '') => `image: r.test/other:out\nformat: oci\nmanifests:\n${pick}${more}}\n`
    expect(exported(sources, listed(), MANIFEST_TOOL)).toMatchObject({ possible: true, losses: [] })
    expect(exported(sources, listed(), MANIFEST_TOOL).files[0]?.content).toContain(digest)
    const stripped = exported(sources, listed(', attestations: strip'), MANIFEST_TOOL)
    expect(stripped).toMatchObject({ possible: true, losses: [] })
    expect(stripped.files[0]?.content).not.toContain(digest)
  })
})
