import { describe, expect, test } from 'vitest'
import type { Descriptor } from '@/lib/oci/descriptor'
import { isAttestation } from '@/lib/oci/image-index'
import { DOCKER_LIST, OCI_INDEX } from '@/lib/oci/media-type'
import { Sources } from '@/lib/testing/composition-sources'
import { FORMATS, type Format } from './spec'

/** What the tools are documented or seen to do beyond the captures: who writes which platform, in which order. */

const sources = Sources.golden()
const LINUX = '"architecture":"amd64","os":"linux"'
/** An index somebody pushed before, with things in it that must survive. */
sources.index('existing:v1', [
  sources.entry('demo-arm64:v0.2', {
    platform: { architecture: 'arm64', os: 'linux' },
    annotations: { 'a<b': 'x&y' },
    urls: ['https://example.test/manifest'],
    artifactType: 'application/x.test',
    data: 'e30=',
  }),
  ...attested('bk-amd64:v1'),
  sources.entry('demo-win2019:v0.2', {
    platform: {
      architecture: 'amd64',
      os: 'windows',
      'os.version': '10.0.17763.1',
      'os.features': ['win32k'],
    },
  }),
])

function attested(name: string): Descriptor[] {
  const source = sources.resolve(name)
  return source.status === 'present' && source.manifest.kind === 'index' ? source.manifest.manifests : []
}

interface Written {
  mediaType: string
  /** `name platform`, the platform compact and in the order of its keys. */
  entries: string[]
  text: string
}

function written(format: string, entries: readonly string[], more = ''): Written {
  const list = entries.map((entry) => `  - ${entry.replace(/image: /, 'image: r.test/')}\n`).join('')
  const plan = sources.plan(`image: r.test/out:v1\n${format}\n${more}manifests:\n${list}`)
  const text = new TextDecoder().decode(plan.bytes)
  const index = JSON.parse(text) as { mediaType: string; manifests: Descriptor[] | null }
  return {
    mediaType: index.mediaType,
    entries: (index.manifests ?? []).map(
      (entry) =>
        `${isAttestation(entry) ? 'attestation' : sources.nameOf(entry.digest)} ${JSON.stringify(entry.platform)}`,
    ),
    text,
  }
}

const image = (name: string) => `{image: ${name}}`
const platform = (name: string, fields: string) => `{image: ${name}, platform: {${fields}}}`
const ARM64 = '{"architecture":"arm64","os":"linux"'
const WIN2022 = '"architecture":"amd64","os":"windows"'
const WIN2022_DETAILS = '"os.version":"10.0.20348.2461","os.features":["win32k"]'

describe('the platform each tool writes', () => {
  test.each<[string, string, string[], string[]]>([
    [
      'manifest-tool 2, docker: all from the config, or the gaps of what is written',
      'format: docker',
      [
        image('demo-arm64:v0.2'),
        platform('demo-armv6:v0.2', 'os: linux, architecture: arm'),
        platform('demo-win2022:v0.2', 'os: windows, architecture: amd64, osversion: "10.0.1"'),
      ],
      [
        `demo-arm64:v0.2 ${ARM64},"variant":"v8"}`,
        'demo-armv6:v0.2 {"architecture":"arm","os":"linux","variant":"v6"}',
        `demo-win2022:v0.2 {${WIN2022},"os.version":"10.0.1","os.features":["win32k"]}`,
      ],
    ],
    [
      'manifest-tool 2.2, oci: the same',
      'format: oci',
      [image('demo-arm64-oci:v0.2'), platform('demo-win2022:v0.2', 'os: windows, architecture: amd64')],
      [`demo-arm64-oci:v0.2 ${ARM64},"variant":"v8"}`, `demo-win2022:v0.2 {${WIN2022},${WIN2022_DETAILS}}`],
    ],
    [
      'the tool of 2016: variant and features as written, none of its own',
      'format: pushml',
      [
        platform('demo-arm64:v0.2', 'os: linux, architecture: arm64'),
        platform('demo-armv7:v0.2', 'os: linux, architecture: arm, variant: v7, features: [vfpv3, neon]'),
        platform('demo-amd64:v0.2', 'os: linux, architecture: amd64, features: [sse4]'),
      ],
      [
        `demo-arm64:v0.2 ${ARM64}}`,
        'demo-armv7:v0.2 {"architecture":"arm","os":"linux","variant":"v7","features":["vfpv3","neon"]}',
        `demo-amd64:v0.2 {${LINUX},"features":["sse4"]}`,
      ],
    ],
    [
      'buildx: a config normalised and without os details',
      'format: buildx',
      [
        image('demo-arm64:v0.2'),
        image('demo-armnov:v0.2'),
        image('demo-armv6:v0.2'),
        image('demo-win2022:v0.2'),
        image('demo-amd64v3:v0.2'),
      ],
      [
        `demo-arm64:v0.2 ${ARM64}}`,
        'demo-armnov:v0.2 {"architecture":"arm","os":"linux","variant":"v7"}',
        'demo-armv6:v0.2 {"architecture":"arm","os":"linux","variant":"v6"}',
        `demo-win2022:v0.2 {${WIN2022}}`,
        `demo-amd64v3:v0.2 {${LINUX},"variant":"v3"}`,
      ],
    ],
    [
      'buildx -f: the platform of the descriptor, whole',
      'format: buildx',
      [
        platform(
          'demo-win2022:v0.2',
          'os: windows, architecture: amd64, os.version: "10.0.20348.1", os.features: [win32k]',
        ),
        platform('demo-arm64:v0.2', 'os: linux, architecture: arm64, variant: v8'),
        platform('demo-armv6:v0.2', 'os: linux'),
      ],
      [
        `demo-win2022:v0.2 {${WIN2022},"os.version":"10.0.20348.1","os.features":["win32k"]}`,
        `demo-arm64:v0.2 ${ARM64},"variant":"v8"}`,
        'demo-armv6:v0.2 {"architecture":"arm","os":"linux","variant":"v6"}',
      ],
    ],
    [
      'crane: the config as it is',
      'format: crane',
      [image('demo-arm64:v0.2'), image('demo-armnov:v0.2'), image('demo-win2022:v0.2'), image('artifact:v1')],
      [
        `demo-arm64:v0.2 ${ARM64},"variant":"v8"}`,
        'demo-armnov:v0.2 {"architecture":"arm","os":"linux"}',
        `demo-win2022:v0.2 {${WIN2022},${WIN2022_DETAILS}}`,
        'artifact:v1 undefined',
      ],
    ],
    [
      'buildx gives an artifact half a platform; it may be repeated',
      'format: buildx',
      [image('demo-amd64:v0.2'), platform('artifact:v1', 'architecture: "", os: linux')],
      [`demo-amd64:v0.2 {${LINUX}}`, 'artifact:v1 {"architecture":"","os":"linux"}'],
    ],
  ])('%s', (_name, format, entries, expected) => {
    expect(written(format, entries).entries).toEqual(expected)
  })
})

test('an artifact has no platform to ask for, not even the other half of one', () => {
  const yaml =
    'image: r.test/out:v1\nmanifests:\n- {image: "r.test/artifact:v1", platform: {os: linux}}\n- image: r.test/demo-amd64:v0.2\n'
  const blocking = sources.plan(yaml).problems.filter(({ severity }) => severity !== 'info')
  expect(blocking.map(({ code }) => code)).toEqual(['NOT_AN_IMAGE', 'MIXED_MEDIA_TYPES'])
})

describe('an index that is opened', () => {
  const IN_PLACE = [
    `demo-arm64:v0.2 ${ARM64}}`,
    `bk-amd64: {${LINUX}}`,
    'attestation {"architecture":"unknown","os":"unknown"}',
    'demo-win2019:v0.2 {"architecture":"amd64","os":"windows","os.version":"10.0.17763.1","os.features":["win32k"]}',
  ]
  const [arm64 = '', amd64 = '', attestation = '', windows = ''] = IN_PLACE
  const added = [`demo-s390x:v0.2 {"architecture":"s390x","os":"linux"}`]

  test.each<[Format, string[]]>([
    ['crane', [...IN_PLACE, ...added]],
    ['buildx', [...IN_PLACE, ...added]],
    ['docker', [arm64, amd64, windows, ...added, attestation]],
    ['oci', [arm64, amd64, windows, ...added, attestation]],
    ['pushml', [arm64, amd64, windows, ...added, attestation]],
  ])(
    '%s: its entries as they are, what is appended behind them, attestations where it puts them',
    (format, expected) => {
      const made = written(`format: ${format}`, [image('existing:v1'), image('demo-s390x:v0.2')])
      expect(made.entries).toEqual(expected)
    },
  )

  test('filtered without its attestations, as crane does', () => {
    const one = '{image: existing:v1, attestations: strip, platform: {os: linux, architecture: amd64}}'
    expect(written('format: crane', [one]).entries).toEqual([amd64])
  })

  test('keeps annotations in a Docker list too; what that has no place for goes', () => {
    const { text } = written('format: docker', [image('existing:v1')])
    expect(text).toContain('"annotations": {\n        "a\\u003cb": "x\\u0026y"\n      }')
    for (const word of ['urls', 'artifactType', 'data']) expect(text).not.toContain(`"${word}"`)
  })

  test.each<[Format, string]>([
    [
      'crane',
      '"data":"e30=","urls":["https://example.test/manifest"],"annotations":{"a\\u003cb":"x\\u0026y"},"platform":{"architecture":"arm64","os":"linux"},"artifactType":"application/x.test"',
    ],
    [
      'oci',
      '"urls":["https://example.test/manifest"],"annotations":{"a\\u003cb":"x\\u0026y"},"data":"e30=","platform":{"architecture":"arm64","os":"linux"},"artifactType":"application/x.test"',
    ],
  ])('keeps every member of a descriptor in an OCI index, in the order of %s', (format, expected) => {
    const { text } = written(`format: ${format}`, [image('existing:v1')])
    expect(text.replace(/\n */g, '').replaceAll('": ', '":')).toContain(expected)
  })
})

describe('indexes at the edge', () => {
  test.each<[Format, string]>([
    ['oci', OCI_INDEX],
    ['docker', DOCKER_LIST],
    ['pushml', DOCKER_LIST],
    ['buildx', DOCKER_LIST],
    ['crane', OCI_INDEX],
  ])('%s of a single Docker image is an index of one', (format, mediaType) => {
    const { entries, ...made } = written(`format: ${format}`, [image('demo-amd64:v0.2')])
    expect(entries).toEqual([`demo-amd64:v0.2 {${LINUX}}`])
    expect(made.mediaType).toBe(mediaType)
  })

  test.each<[Format, string]>([
    ['oci', `{\n  "schemaVersion": 2,\n  "mediaType": "${OCI_INDEX}",\n  "manifests": null\n}`],
    ['docker', `{\n  "schemaVersion": 2,\n  "mediaType": "${DOCKER_LIST}",\n  "manifests": null\n}`],
    ['pushml', `{\n   "schemaVersion": 2,\n   "mediaType": "${DOCKER_LIST}",\n   "manifests": null\n}`],
    ['buildx', `{\n  "schemaVersion": 2,\n  "mediaType": "${DOCKER_LIST}",\n  "manifests": []\n}`],
    ['crane', `{"schemaVersion":2,"mediaType":"${OCI_INDEX}","manifests":[]}`],
  ])('%s of nothing', (format, expected) => {
    expect(written(`format: ${format}`, []).text).toBe(expected)
  })

  test('two images of one platform are both written, as every tool that takes them does', () => {
    const two = [image('demo-amd64:v0.2'), image('demo-mislabel:v0.2')]
    for (const format of FORMATS)
      expect(written(`format: ${format}`, two).entries).toEqual([
        `demo-amd64:v0.2 {${LINUX}}`,
        `demo-mislabel:v0.2 {${LINUX}}`,
      ])
  })

  test('annotations through YAML: sorted by bytes, escaped as Go does, emoji as they are', () => {
    const more = 'annotations: {"😀": "<b>", "｡": "a&b", "z": "\\u2028", "10": "", "9": "\\t\\b\\f\\u001f"}\n'
    const { text } = written('format: crane', [image('demo-amd64-oci:v0.2')], more)
    expect(text).toContain(
      String.raw`"annotations":{"10":"","9":"\t\b\f\u001f","z":"\u2028","｡":"a\u0026b","😀":"\u003cb\u003e"}`,
    )
  })
})
