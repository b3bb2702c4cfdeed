import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type IndexManifest, readManifest } from '@/lib/oci/manifest'
import { digestOf, Sources } from '@/lib/testing/composition-sources'
import { buildIndex } from './build-index'
import { editSpec } from './spec-edit'
import { specOfIndex } from './spec-of-index'
import { writeSpecYaml } from './spec-write'

const golden = new URL('../testing/golden/', import.meta.url)
const reference = { registry: 'r.test', repository: 'team/app', tag: 'v1' }

interface Captured {
  file: string
  mediaType: string
}
const CASES = (JSON.parse(readFileSync(new URL('CASES.json', golden), 'utf8')) as Captured[]).map(
  ({ file, mediaType }) => ({ file, mediaType }),
)

/** A captured index, put where the spec made from it will look for it. */
function captured({ file, mediaType }: Captured): { index: IndexManifest; sources: Sources } {
  const bytes = new Uint8Array(readFileSync(new URL(`captures/${file}`, golden)))
  const index = readManifest({ bytes, contentType: mediaType, digestOf })
  if (index.kind !== 'index') throw new Error(`${file} is no index`)
  const sources = Sources.golden()
  sources.keep('captured', bytes)
  return { index, sources }
}

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe('an existing index as a spec', () => {
  test.each(CASES)('gives the very bytes again: $file', (row) => {
    const { index, sources } = captured(row)
    const { spec, exact } = specOfIndex(reference, index)
    const plan = sources.plan(writeSpecYaml(spec))
    expect(exact).toBe(true)
    expect(decode(plan.bytes)).toBe(decode(index.raw))
    expect(plan.digest).toBe(index.digest)
  })

  test('says so when another tool wrote it', () => {
    const bytes = new TextEncoder().encode(
      JSON.stringify(
        JSON.parse(readFileSync(new URL('captures/mt-2.2.1-oci.json', golden), 'utf8')),
        null,
        7,
      ),
    )
    const { mediaType } = JSON.parse(decode(bytes)) as { mediaType: string }
    const index = readManifest({ bytes, contentType: mediaType, digestOf })
    if (index.kind !== 'index') throw new Error('no index')
    expect(specOfIndex(reference, index)).toMatchObject({ exact: false, spec: { format: 'oci' } })
  })

  test.each([
    ['amd64', undefined, 'v2'],
    ['arm', undefined, 'v7'],
    ['arm64', 'v8', undefined],
  ])('tells one image listed for %s and %s and %s apart', (architecture, ...variants) => {
    const sources = Sources.golden()
    sources.image('app:v1', { os: 'linux', architecture }, { oci: true })
    const listed = variants.map((variant) => ({ os: 'linux', architecture, ...(variant && { variant }) }))
    sources.index(
      'captured',
      listed.map((platform) => sources.entry('app:v1', { platform })),
    )
    const found = sources.resolve('captured')
    if (found.status !== 'present' || found.manifest.kind !== 'index') throw new Error('no index')
    const yaml = writeSpecYaml(specOfIndex(reference, found.manifest).spec)
    expect(sources.plan(yaml).entries.map(({ platform }) => platform)).toEqual(listed)

    const platform = { os: 'linux', architecture: 'riscv64' }
    const edited = editSpec(yaml, { kind: 'set-entry-platform', entry: 1, platform })
    if (!edited.ok) throw new Error(edited.error.message)
    expect(sources.plan(edited.value).entries.map((entry) => entry.platform)).toEqual([listed[0], platform])
  })

  test.each([
    ['no more than a plan writes', {}, true],
    ['an artifactType, which no plan writes', { artifactType: 'application/vnd.example' }, false],
  ])('is exact only where it says of its subject %s', (_what, more, exact) => {
    const { index } = captured({
      file: 'mt-2.2.1-oci.json',
      mediaType: 'application/vnd.oci.image.index.v1+json',
    })
    const { mediaType, digest, raw, manifests, annotations } = index
    const subject = { mediaType, digest, size: raw.length, ...more }
    const bytes = buildIndex({ profile: 'oci', mediaType, entries: manifests, annotations, subject })
    const referring = readManifest({ bytes, contentType: mediaType, digestOf })
    if (referring.kind !== 'index') throw new Error('no index')
    expect(specOfIndex(reference, referring).exact).toBe(exact)
  })

  test('can lose an entry, and its attestation goes with it', () => {
    const { index, sources } = captured({
      file: 'mt-2.2.1-docker-buildkit.json',
      mediaType: 'application/vnd.docker.distribution.manifest.list.v2+json',
    })
    const { spec } = specOfIndex(reference, index)
    expect(spec.manifests).toHaveLength(2)
    const edited = editSpec(writeSpecYaml(spec), { kind: 'remove-entry', entry: 0 })
    if (!edited.ok) throw new Error(edited.error.message)
    const [arm64, attestation, ...more] = sources.plan(edited.value).entries
    expect(arm64?.platform).toEqual({ os: 'linux', architecture: 'arm64' })
    expect(attestation?.annotations['vnd.docker.reference.digest']).toBe(arm64?.digest)
    expect(more).toEqual([])
  })

  test('can have the attestations of one entry stripped, and an annotation taken away', () => {
    const { index, sources } = captured({
      file: 'buildx-0.28.0-annotations.json',
      mediaType: 'application/vnd.oci.image.index.v1+json',
    })
    const { spec } = specOfIndex(reference, index)
    const edited = editSpec(writeSpecYaml(spec), {
      kind: 'set-entry-annotations',
      entry: 1,
      annotations: { d: '', more: 'x' },
    })
    if (!edited.ok) throw new Error(edited.error.message)
    expect(sources.plan(edited.value).entries[1]?.annotations).toEqual({ more: 'x' })

    const bk = captured({
      file: 'mt-2.2.1-docker-buildkit.json',
      mediaType: 'application/vnd.docker.distribution.manifest.list.v2+json',
    })
    const stripped = editSpec(writeSpecYaml(specOfIndex(reference, bk.index).spec), {
      kind: 'set-entry-attestations',
      entry: 0,
      attestations: 'strip',
    })
    if (!stripped.ok) throw new Error(stripped.error.message)
    expect(bk.sources.plan(stripped.value).entries.map(({ attestation }) => attestation)).toEqual([
      false,
      false,
      true,
    ])
  })
})
