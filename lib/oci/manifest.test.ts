import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAttestation } from './image-index'
import { readManifest } from './manifest'
import { DOCKER_LIST, DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST } from './media-type'

const golden = new URL('../testing/golden/', import.meta.url)
const digestOf = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`
const read = (body: string | Uint8Array, contentType: string) =>
  readManifest({
    bytes: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    contentType,
    digestOf,
  })

const DIGEST = `sha256:${'0'.repeat(64)}`
const entry = { mediaType: OCI_MANIFEST, digest: DIGEST, size: 1 }
const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: DIGEST, size: 1 }

describe('captured manifests', () => {
  const captures: { file: string; digest: string; mediaType: string; entries: unknown[] }[] = JSON.parse(
    readFileSync(new URL('CASES.json', golden), 'utf8'),
  )
  it.each(captures)('$file keeps its bytes, digest and entries', ({ file, digest, mediaType, entries }) => {
    const bytes = readFileSync(new URL(`captures/${file}`, golden))
    const manifest = read(bytes, mediaType)
    expect(manifest).toMatchObject({ kind: 'index', mediaType, digest, size: bytes.byteLength })
    expect(manifest.kind === 'index' && manifest.manifests.length).toBe(entries.length)
    expect(Buffer.from(manifest.raw).equals(bytes)).toBe(true)
  })

  const fixtures = readdirSync(new URL('fixtures/', golden)).filter((name) => name.endsWith('.manifest.json'))
  it.each(fixtures)('%s is an image or an artifact', (name) => {
    const bytes = readFileSync(new URL(`fixtures/${name}`, golden))
    expect(['image', 'artifact']).toContain(read(bytes, JSON.parse(bytes.toString()).mediaType).kind)
  })

  it('finds the attestation of a BuildKit index', () => {
    const index = read(readFileSync(new URL('fixtures/bk-amd64_v1.index.json', golden)), OCI_INDEX)
    expect(index.kind === 'index' && index.manifests.map(isAttestation)).toEqual([false, true])
  })
})

describe('what registries also serve', () => {
  it.each([
    ['no JSON', '<html>', OCI_INDEX, 'unknown'],
    ['a JSON array', '[]', OCI_INDEX, 'unknown'],
    ['null', 'null', OCI_INDEX, 'unknown'],
    ['invalid UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), OCI_INDEX, 'unknown'],
    [
      'another type than it says',
      JSON.stringify({ mediaType: OCI_INDEX, manifests: [] }),
      DOCKER_LIST,
      'unknown',
    ],
    [
      'index and image at once',
      JSON.stringify({ mediaType: OCI_INDEX, manifests: [], layers: [] }),
      OCI_INDEX,
      'unknown',
    ],
    [
      'an entry without a digest',
      JSON.stringify({ manifests: [{ mediaType: OCI_MANIFEST, size: 1 }] }),
      OCI_INDEX,
      'unknown',
    ],
    [
      'an entry of negative size',
      JSON.stringify({ manifests: [{ ...entry, size: -1 }] }),
      OCI_INDEX,
      'unknown',
    ],
    [
      'a type nobody knows',
      JSON.stringify({ mediaType: 'application/x.y+json' }),
      'application/x.y+json',
      'unknown',
    ],
    ['entries that are null', JSON.stringify({ mediaType: OCI_INDEX, manifests: null }), OCI_INDEX, 'index'],
    ['an index without a media type', JSON.stringify({ manifests: [entry] }), OCI_INDEX, 'index'],
    [
      'a charset behind the type',
      JSON.stringify({ manifests: [entry] }),
      `${OCI_INDEX}; charset=utf-8`,
      'index',
    ],
    ['plain JSON of an index', JSON.stringify({ manifests: [entry] }), 'application/json', 'index'],
    ['plain text of an image', JSON.stringify({ config, layers: [] }), 'text/plain', 'image'],
    [
      'schema 1',
      JSON.stringify({ schemaVersion: 1, fsLayers: [] }),
      'application/vnd.docker.distribution.manifest.v1+prettyjws',
      'schema1',
    ],
    [
      'an artifact',
      JSON.stringify({
        config: { ...config, mediaType: 'application/vnd.cncf.helm.config.v1+json' },
        layers: [],
      }),
      OCI_MANIFEST,
      'artifact',
    ],
    [
      'an old Docker config',
      JSON.stringify({ config: { ...config, mediaType: 'application/octet-stream' }, layers: [] }),
      DOCKER_MANIFEST,
      'image',
    ],
  ])('%s', (_, body, contentType, kind) => {
    expect(read(body, contentType)).toMatchObject({
      kind,
      digest: digestOf(typeof body === 'string' ? new TextEncoder().encode(body) : body),
    })
  })

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.constantFrom(OCI_INDEX, DOCKER_MANIFEST, 'text/html', ''),
        (body, type) => void read(body, type),
      ),
    )
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void read(bytes, OCI_MANIFEST)))
  })

  it('takes annotations as data, even __proto__', () => {
    const manifest = read('{"manifests":[],"annotations":{"__proto__":"x","n":1}}', OCI_INDEX)
    expect(manifest.kind === 'index' && Object.entries(manifest.annotations)).toEqual([['__proto__', 'x']])
  })
})
