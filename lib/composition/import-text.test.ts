import { describe, expect, it } from 'vitest'
import { parseReference } from '@/lib/oci/reference'
import { readImport, specOfRawIndex } from './import-text'
import { readSpecYaml } from './spec-yaml'

const digestOf = (figure: string) => `sha256:${figure.repeat(64)}`
const INDEX = {
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.index.v1+json',
  manifests: [
    {
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      digest: digestOf('a'),
      size: 500,
      platform: { architecture: 'arm', os: 'linux', variant: 'v7' },
    },
    {
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      digest: digestOf('b'),
      size: 400,
      annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
      platform: { architecture: 'unknown', os: 'unknown' },
    },
  ],
  annotations: { 'org.opencontainers.image.version': '1' },
}

describe('readImport', () => {
  it('takes a YAML as it is, comments and all', () => {
    const yaml = '# mine\nimage: r.io/a:v1 # ours\nmanifests:\n  - image: r.io/a-amd64:v1\n'
    expect(readImport(yaml)).toEqual({ ok: true, value: { kind: 'spec', yaml } })
  })

  it('writes the JSON of a spec as YAML', () => {
    const json = JSON.stringify({
      image: 'r.io/a:v1',
      manifests: [{ image: 'r.io/b:v1', platform: { os: 'linux', architecture: 'arm64' } }],
    })
    const read = readImport(json)
    expect(read).toMatchObject({
      value: { kind: 'spec', yaml: expect.stringMatching(/^image: r\.io\/a:v1\nmanifests:\n/) },
    })
  })

  it('keeps JSON with a key nobody knows as it is, so that it can be seen', () => {
    const json = '{"image": "r.io/a:v1", "manifests": [], "tag": "v2"}'
    expect(readImport(json)).toEqual({ ok: true, value: { kind: 'spec', yaml: json } })
  })

  it('knows the bytes of an index, in either family and without a media type', () => {
    const { mediaType: _, ...bare } = INDEX
    for (const body of [
      INDEX,
      bare,
      { ...INDEX, mediaType: 'application/vnd.docker.distribution.manifest.list.v2+json' },
    ])
      expect(readImport(`${JSON.stringify(body, null, 3)}\n`)).toMatchObject({ value: { kind: 'index' } })
  })

  it.each([
    ['', /empty/],
    ['image: [', /^Line 1, column \d+: /],
    ['image: a\n\tmanifests: []', /^Line 2, column \d+: /],
    ['{"image": ', /^Line 1, column \d+: /],
    ['services:\n  web:\n    build: .\n', /holds no composition/],
    ['just words', /must be a mapping/],
    ['[1, 2]', /must be a mapping/],
    [
      JSON.stringify({
        schemaVersion: 2,
        config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: digestOf('c'), size: 1 },
        layers: [],
      }),
      /manifest of one image/,
    ],
  ])('says why %j is none', (text, message) => {
    expect(readImport(text)).toMatchObject({ ok: false, error: { message: expect.stringMatching(message) } })
  })
})

describe('specOfRawIndex', () => {
  it('names each image by its digest in the repository given, as the index described it', () => {
    const read = readImport(JSON.stringify(INDEX))
    const place = parseReference('r.io/team/app:v2')
    if (!read.ok || read.value.kind !== 'index' || !place.ok) throw new Error('no index')
    const spec = specOfRawIndex(place.value, read.value.index)
    expect(spec).toMatchObject({
      image: 'r.io/team/app:v2',
      annotations: INDEX.annotations,
      manifests: [
        { image: `r.io/team/app@${digestOf('a')}`, platform: INDEX.manifests[0]?.platform, annotations: {} },
        {
          image: `r.io/team/app@${digestOf('b')}`,
          platform: INDEX.manifests[1]?.platform,
          annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
        },
      ],
    })
  })
})

it('every import that opens can be read', () => {
  for (const text of ['image: r.io/a:v1', '{"manifests": [{"image": "r.io/b:v1"}]}']) {
    const read = readImport(text)
    expect(read.ok && read.value.kind === 'spec' && readSpecYaml(read.value.yaml)).toMatchObject({ ok: true })
  }
})
