import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cycloneDx,
  provenance0,
  provenance1,
  spdx,
  vulnerabilities,
} from '@/scripts/demo/recipe/attested-documents.mjs'
import type { Provenance, Sbom } from './document'
import { readDocument } from './read-document'
import { matchesPackage, searchWords } from './sbom-packages'

const bytesOf = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))
const base64 = (value: unknown) => Buffer.from(bytesOf(value)).toString('base64')
const statement = (predicateType: string, predicate: unknown, version = 'v1') => ({
  _type: `https://in-toto.io/Statement/${version}`,
  predicateType,
  subject: [{ name: 'team/app', digest: { sha256: 'ab12' } }],
  predicate,
})
const read = (value: unknown) => {
  const result = readDocument(bytesOf(value))
  if (!result.ok) throw new Error(result.error)
  return result.value
}
const sentence = (value: unknown) => {
  const result = readDocument(bytesOf(value))
  return result.ok ? null : result.error
}
const provenance = (predicateType: string, predicate: unknown) =>
  read(statement(predicateType, predicate)).body as Provenance

describe('SLSA provenance', () => {
  const both = {
    kind: 'provenance',
    builder: 'https://git.example.com/team/checkout/actions/runs/18211',
    invocationId: 'k2v9r1mz4q8t0x6w3y5p7n1cd',
    source: {
      repository: 'https://git.example.com/team/checkout.git',
      revision: '4f1d9c0b7a3e52689d04c1fb2e87a6d5390b1c7e',
      entryPoint: 'Dockerfile',
    },
    platform: 'linux/amd64',
    startedAt: '2026-10-28T14:17:52.118Z',
    reproducible: false,
    materialCount: 3,
  }

  test('0.2 as BuildKit writes it', () => {
    const body = provenance('https://slsa.dev/provenance/v0.2', provenance0('linux/arm64'))
    expect(body).toMatchObject(both)
    expect(body.complete).toEqual({ parameters: true, environment: true, materials: false })
    expect(body.arguments).toContainEqual({ name: 'build-arg:RELEASE', value: '2.4' })
    expect(body.materials[0]?.uri).toBe('pkg:docker/node@22-alpine?platform=linux%2Farm64')
    expect(body.materials[2]?.digests).toEqual(['sha1:4f1d9c0b7a3e52689d04c1fb2e87a6d5390b1c7e'])
  })

  test('1 as BuildKit writes it', () => {
    const body = provenance('https://slsa.dev/provenance/v1', provenance1('linux/amd64'))
    expect(body).toMatchObject({ ...both, hermetic: false })
    expect(body.complete).toEqual({ parameters: true, environment: null, materials: false })
    expect(body.arguments).toContainEqual({ name: 'target', value: 'runtime' })
  })

  test('1 as GitHub writes it: the workflow is the entry point, the first git material the revision', () => {
    const body = provenance('https://slsa.dev/provenance/v1', {
      buildDefinition: {
        buildType: 'https://actions.github.io/buildtypes/workflow/v1',
        externalParameters: {
          workflow: { ref: 'refs/heads/main', repository: 'https://github.com/a/b', path: '.github/w.yml' },
        },
        resolvedDependencies: [
          { uri: 'git+https://github.com/a/b@refs/heads/main', digest: { gitCommit: 'c0ffee' } },
        ],
      },
      runDetails: { builder: { id: 'https://github.com/actions/runner/github-hosted' } },
    })
    expect(body.source).toEqual({
      repository: 'https://github.com/a/b',
      revision: 'gitCommit:c0ffee',
      entryPoint: '.github/w.yml',
    })
    expect(body.builder).toBe('https://github.com/actions/runner/github-hosted')
  })

  test.each([[{}], [null], ['text'], [[]], [{ materials: 'x', metadata: 5, invocation: [], builder: null }]])(
    'that says nothing is nothing, not an error: %j',
    (predicate) => {
      for (const type of ['https://slsa.dev/provenance/v0.2', 'https://slsa.dev/provenance/v1'])
        expect(provenance(type, predicate)).toMatchObject({
          builder: null,
          source: { repository: null, revision: null, entryPoint: null },
          startedAt: null,
          materials: [],
          materialCount: 0,
        })
    },
  )
})

describe('SBOMs', () => {
  test.each([
    ['alone', spdx('amd64')],
    ['in a statement', statement('https://spdx.dev/Document', spdx('amd64'), 'v0.1')],
    ['below Data, as text', statement('https://spdx.dev/Document', { Data: JSON.stringify(spdx('amd64')) })],
  ])('SPDX %s', (_where, document) => {
    const body = read(document).body as Sbom
    expect(body).toMatchObject({
      format: 'SPDX',
      name: 'sbom',
      tools: ['syft-v1.19.0', 'buildkit-v0.25.0'],
      authors: ['Anchore, Inc'],
      createdAt: '2026-10-28T14:20:58.000Z',
      fileCount: 0,
    })
    expect(body.packageCount).toBe(body.packages.length)
    expect(body.packages).toContainEqual({
      name: 'libssl3',
      version: '3.5.4-r0',
      type: 'apk',
      purl: 'pkg:apk/alpine/libssl3@3.5.4-r0?distro=3.22.1',
      licences: 'Apache-2.0',
      supplier: 'Alpine Linux',
    })
    expect(body.types.map(({ type }) => type)).toEqual(['npm', 'apk', 'other'])
  })

  test('CycloneDX, components within components and files among them', () => {
    const nested = {
      ...cycloneDx(),
      components: [
        { type: 'file', name: '/etc/passwd' },
        {
          type: 'library',
          group: '@scope',
          name: 'outer',
          version: '1',
          licenses: [{ expression: 'MIT OR Apache-2.0' }],
          components: [{ type: 'library', name: 'inner', publisher: 'somebody' }],
        },
      ],
    }
    const { type, body } = read(nested)
    expect(type).toBe('CycloneDX 1.6')
    expect(body).toMatchObject({
      name: 'team/checkout 2.4',
      tools: ['trivy 0.67.2'],
      packageCount: 2,
      fileCount: 1,
      packages: [
        { name: '@scope/outer', licences: 'MIT OR Apache-2.0', type: 'library' },
        { name: 'inner', supplier: 'somebody' },
      ],
    })
  })

  test('packages are found by every word, wherever it stands', () => {
    const { packages } = read(spdx('amd64')).body as Sbom
    const found = (text: string) =>
      packages.filter((one) => matchesPackage(one, searchWords(text))).map(({ name }) => name)
    expect(found('APK ssl')).toEqual(['libssl3', 'ssl_client'])
    expect(found('icu libs')).toEqual(['icu-libs'])
    expect(found('')).toHaveLength(packages.length)
    expect(found('onerror')).toEqual(['<img src=x onerror="alert(1)">'])
  })
})

describe('envelopes', () => {
  const envelope = (payload: string) => ({
    payloadType: 'application/vnd.in-toto+json',
    payload,
    signatures: [{ sig: 'a' }, { sig: 'b' }],
  })
  const inside = statement('https://slsa.dev/provenance/v1', provenance1('linux/amd64'))

  test('DSSE, its signatures counted', () => {
    expect(read(envelope(base64(inside)))).toMatchObject({
      wrapping: ['dsse', 'in-toto'],
      signatures: 2,
      type: 'https://slsa.dev/provenance/v1',
      subjects: [{ name: 'team/app', digests: ['sha256:ab12'] }],
      body: { kind: 'provenance' },
    })
  })

  test('a sigstore bundle around it', () => {
    const bundle = {
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      dsseEnvelope: envelope(base64(inside)),
    }
    expect(read(bundle).wrapping).toEqual(['sigstore-bundle', 'dsse', 'in-toto'])
  })

  test('a sigstore bundle of a signature names the digest it is over', () => {
    const digest = Buffer.alloc(32, 7)
    const messageSignature = {
      messageDigest: { algorithm: 'SHA2_256', digest: digest.toString('base64') },
      signature: '',
    }
    const bundle = { mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.2', messageSignature }
    expect(read(bundle).body).toEqual({
      kind: 'signature',
      image: `sha256:${digest.toString('hex')}`,
      reference: null,
    })
  })

  test("cosign's own payload", () => {
    const payload = {
      critical: {
        identity: { 'docker-reference': 'r.example/team/app' },
        image: { 'docker-manifest-digest': 'sha256:ab' },
        type: 'cosign container image signature',
      },
    }
    expect(read(payload).body).toEqual({
      kind: 'signature',
      image: 'sha256:ab',
      reference: 'r.example/team/app',
    })
  })
})

test.each([
  [statement('https://cosign.sigstore.dev/attestation/vuln/v1', vulnerabilities()), /vuln/],
  [{ '@context': ['https://spdx.org/rdf/3.0.1/spdx-context.jsonld'], '@graph': [] }, /spdx\/|spdx-context/],
  [{ $schema: 'https://json.schemastore.org/sarif-2.1.0.json' }, /sarif/],
  [{}, null],
])('anything else is told by its type: %#', (document, type) => {
  const known = read(document)
  expect(known.body.kind).toBe('other')
  if (type === null) expect(known.type).toBeNull()
  else expect(known.type).toMatch(type)
})

describe('hostile documents', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
  test.each([
    ['not JSON', '<html>', /not JSON/],
    ['empty', '', /not JSON/],
    ['a list', '[]', /not an object/],
    ['null', 'null', /not an object/],
    ['too deep', `{"a":${nested(1_000_000)}}`, /levels deep/],
    ['too many values', `{"a":[${'0,'.repeat(4_000_001)}0]}`, /million values/],
    ['no base64', { payload: '***', signatures: [] }, /not base64/],
    ['an empty bundle', { mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json' }, /neither/],
    ['invalid UTF-8', '\u{d800}'.repeat(2), /not JSON/],
  ])('%s: a sentence', (_what, document, says) => {
    expect(sentence(document)).toMatch(says)
  })

  test('brackets, commas and quotes inside of texts count for nothing', () => {
    const text = `${'[{,'.repeat(2_000_000)}\\"]\\\\`
    expect(read({ spdxVersion: 'SPDX-2.3', name: 'odd', comment: text }).body).toMatchObject({ name: 'odd' })
  })

  test('envelopes in envelopes end', () => {
    let document: object = { payload: base64('{}'), signatures: [] }
    for (let level = 0; level < 6; level++) document = { payload: base64(document), signatures: [] }
    expect(sentence(document)).toMatch(/envelopes/)
  })

  test('strings of megabytes are cut, and lists of thousands counted', () => {
    const materials = Array.from({ length: 5_000 }, (_, place) => ({ uri: `pkg:npm/p${place}` }))
    const body = provenance('https://slsa.dev/provenance/v0.2', {
      builder: { id: 'x'.repeat(3_000_000) },
      materials,
    })
    expect(body.builder?.length).toBeLessThan(2_100)
    expect(body.materials).toHaveLength(1_000)
    expect(body.materialCount).toBe(5_000)
  })

  test('keys that mean something to JavaScript are data', () => {
    const document = '{"__proto__":{"spdxVersion":"SPDX-2.3"},"constructor":{"name":1}}'
    expect(read(document).body.kind).toBe('other')
  })

  test('whatever is where something else should be: never a throw', () => {
    const keys = fc.constantFrom(
      ...'_type predicateType predicate subject digest payload signatures mediaType dsseEnvelope spdxVersion packages externalRefs bomFormat components licenses license metadata tools materials invocation configSource buildDefinition externalParameters request args runDetails resolvedDependencies critical image Data'.split(
        ' ',
      ),
    )
    const leaves = fc.oneof(
      fc.constantFrom(
        'https://in-toto.io/Statement/v1',
        'https://slsa.dev/provenance/v1',
        'https://slsa.dev/provenance/v0.2',
        'SPDX-2.3',
        'CycloneDX',
        'e30=',
        '',
      ),
      fc.jsonValue({ maxDepth: 1 }),
    )
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        leaves,
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(keys, tie('tree'), { maxKeys: 8 }),
      ),
    }))
    fc.assert(
      fc.property(fc.dictionary(keys, tree, { maxKeys: 10 }), (document) => {
        const result = readDocument(bytesOf(document))
        expect(result.ok || result.error.endsWith('.')).toBe(true)
      }),
      { numRuns: 400 },
    )
  })
})
