import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type IndexManifest, readManifest } from '@/lib/oci/manifest'
import { digestOf, Sources } from '@/lib/testing/composition-sources'
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
