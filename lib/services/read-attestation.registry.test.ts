import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  AttestationResponse,
  AttestationsResponse,
  PackagesQuery,
  PackagesResponse,
} from '@/lib/contract/attestation'
import { InspectQuery } from '@/lib/contract/inspect'
import { ReferrersResponse } from '@/lib/contract/referrers'
import { OCI_EMPTY, OCI_MANIFEST } from '@/lib/oci/media-type'
import { type Content, contentOf, digestOf, type MadeManifest } from '@/lib/testing/make-image'
import { connectTo, push } from '@/lib/testing/registry-client'
import { pushRecipe } from '@/scripts/demo/push-recipe.mjs'
import { attestedImage } from '@/scripts/demo/recipe/attested.mjs'
import { startRegistry } from '@/scripts/registry-process.mjs'
import type { Context } from './context'
import { inspectImage } from './inspect-image'
import { listAttestations } from './list-attestations'
import { listPackages } from './list-packages'
import { listReferrers } from './list-referrers'
import { readAttestation } from './read-attestation'
import { never, readingContext } from './testing/reading-context'

const REGISTRY = 'attested.example'
const IMAGE = `${REGISTRY}/team/checkout`

let folder: string
let registry: Awaited<ReturnType<typeof startRegistry>>
let context: Context

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manifold-attested-'))
  registry = await startRegistry({ dataDir: folder })
  await pushRecipe(attestedImage, registry.url)
})
afterAll(async () => {
  await registry?.stop()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(() => {
  context = readingContext({ name: REGISTRY, url: registry.url })
})

const sent = () => context.registries.get(REGISTRY)?.client.counters.requests ?? 0
const inspect = (ref: string) => inspectImage(context, InspectQuery.parse({ ref }), never)
const list = async (ref: string) =>
  AttestationsResponse.parse(await listAttestations(context, { ref }, never))
const read = async (ref: string) => AttestationResponse.parse(await readAttestation(context, { ref }, never))
const packages = async (query: Record<string, unknown>) =>
  PackagesResponse.parse(await listPackages(context, PackagesQuery.parse(query), never))
const referrers = async (ref: string) => ReferrersResponse.parse(await listReferrers(context, { ref }, never))

describe('an image as BuildKit pushes it', () => {
  it('opens without a look at attestations or referrers: index, manifests and configs', async () => {
    await inspect(`${IMAGE}:2.4`)
    expect(sent()).toBe(1 + 2 + 2)
  })

  it('then tells what its attestations hold for one request each, by their manifests alone', async () => {
    const { digest, platforms } = await inspect(`${IMAGE}:2.4`)
    const before = sent()
    const { items, leftOut } = await list(`${IMAGE}@${digest}`)
    expect(sent() - before).toBe(2)
    expect(leftOut).toBe(0)
    expect(items.map(({ subject }) => subject)).toEqual(platforms.map((one) => one.digest))
    for (const { documents } of items)
      expect(documents.map(({ kind, readable }) => [kind, readable])).toEqual([
        ['sbom', true],
        ['provenance', true],
      ])
    await list(`${IMAGE}@${digest}`)
    expect(sent() - before).toBe(2)
  })

  it('says how it was built and what is in it: one request a document, none the second time', async () => {
    const { items } = await list(`${IMAGE}:2.4`)
    const ref = `${IMAGE}@${items[0]?.digest}`
    const before = sent()
    const { documents } = await read(ref)
    expect(sent() - before).toBe(2)
    expect(documents.map(({ body }) => body)).toMatchObject([
      { kind: 'sbom', format: 'SPDX', packageCount: 90 },
      { kind: 'provenance', source: { repository: 'https://git.example.com/team/checkout.git' } },
    ])
    await read(ref)
    expect(sent() - before).toBe(2)
  })

  it('lists the packages page by page, and finds them by words, from what was read', async () => {
    const { items } = await list(`${IMAGE}:2.4`)
    const [attestation] = items
    const query = { ref: `${IMAGE}@${attestation?.digest}`, digest: attestation?.documents[0]?.digest }
    const first = await packages({ ...query, limit: 60 })
    const before = sent()
    expect(first).toMatchObject({ total: 90, nextCursor: '60' })
    const second = await packages({ ...query, limit: 60, cursor: first.nextCursor })
    expect(second.nextCursor).toBeNull()
    const names = [...first.items, ...second.items].map(({ name }) => name)
    expect(new Set(names).size).toBe(90)
    expect((await packages({ ...query, q: 'apk ssl' })).items.map(({ name }) => name)).toEqual([
      'libssl3',
      'ssl_client',
    ])
    expect(sent()).toBe(before)
  })

  it('has referrers by the fallback tag and by those of cosign: 1 + 1 + 3 requests', async () => {
    const { digest } = await inspect(`${IMAGE}:2.4`)
    const before = sent()
    const { items, api } = await referrers(`${IMAGE}@${digest}`)
    expect(sent() - before).toBe(1 + 1 + 3)
    expect(api).toBe('no')
    expect(items.map(({ kind, source }) => [kind, source])).toEqual([
      ['sbom', 'fallback'],
      ['signature', 'cosign'],
      ['vulnerabilities', 'cosign'],
    ])
    const [sbom, signature, scan] = await Promise.all(items.map((one) => read(`${IMAGE}@${one.digest}`)))
    expect(sbom).toMatchObject({ subject: digest, documents: [{ body: { format: 'CycloneDX' } }] })
    expect(signature?.documents[0]?.body).toMatchObject({ kind: 'signature', image: digest })
    expect(scan?.documents[0]).toMatchObject({
      wrapping: ['dsse', 'in-toto'],
      signatures: 1,
      kind: 'vulnerabilities',
      body: { kind: 'other' },
    })
  })

  it('has none for a child nobody refers to, and that is an answer', async () => {
    const { platforms } = await inspect(`${IMAGE}:2.4`)
    expect((await referrers(`${IMAGE}@${platforms[0]?.digest}`)).items).toEqual([])
  })
})

describe('an SBOM of 20,000 packages', () => {
  it('is read once; its pages are small', async () => {
    const names = Array.from({ length: 20_000 }, (_, place) => ({
      name: `package-${String(place).padStart(5, '0')}`,
      versionInfo: '1.0',
      externalRefs: [{ referenceType: 'purl', referenceLocator: `pkg:npm/package-${place}@1.0` }],
    }))
    const { ref, digest } = await pushArtifact(JSON.stringify({ spdxVersion: 'SPDX-2.3', packages: names }))
    const page = await packages({ ref, digest, q: 'package-1999', limit: 500 })
    expect(page).toMatchObject({ total: 11, nextCursor: null })
    const before = sent()
    expect((await packages({ ref, digest, limit: 100, cursor: '19900' })).items).toHaveLength(100)
    expect((await read(ref)).documents[0]?.body).toMatchObject({ packageCount: 20_000 })
    expect(sent()).toBe(before)
  })
})

describe('what cannot be read', () => {
  it('is a sentence in the answer, and an error of its own when asked for packages', async () => {
    const { ref, digest } = await pushArtifact('<html>')
    const { documents } = await read(ref)
    expect(documents).toMatchObject([{ status: 'unreadable', problem: 'It is not JSON.', body: null }])
    await expect(packages({ ref, digest })).rejects.toMatchObject({ code: 'LAYER_UNREADABLE' })
  })

  it('is not even asked for when its descriptor says it is too large', async () => {
    const { ref } = await pushArtifact('{}', { size: 33 * 1024 * 1024 })
    await inspect(ref)
    const before = sent()
    expect((await read(ref)).documents[0]?.problem).toMatch(/^It has 33 MiB; documents of up to 32 MiB/)
    expect(sent()).toBe(before)
  })

  it('is the index itself, a layer it does not have, or a document without packages', async () => {
    await expect(read(`${IMAGE}:2.4`)).rejects.toMatchObject({ code: 'REQUEST_INVALID' })
    const { ref, digest } = await pushArtifact('{"a":1}')
    await expect(packages({ ref, digest: digestOf(new Uint8Array(1)) })).rejects.toMatchObject({
      code: 'BLOB_UNKNOWN',
    })
    await expect(packages({ ref, digest })).rejects.toMatchObject({ code: 'REQUEST_INVALID' })
  })

  it('is left alone where it is an archive', async () => {
    const { ref } = await pushArtifact('{"b":1}', { mediaType: 'application/vnd.oci.image.layer.v1.tar' })
    const before = sent()
    expect((await read(ref)).documents).toMatchObject([{ readable: false, status: 'present', body: null }])
    expect(sent() - before).toBe(1)
  })
})

/** An artifact of one layer; what its descriptor says of it may be a lie. */
async function pushArtifact(text: string, lie: { size?: number; mediaType?: string } = {}) {
  const layer = contentOf(text)
  const config = contentOf('{}')
  const pointTo = ({ digest, bytes }: Content, mediaType: string) => ({
    mediaType,
    digest,
    size: bytes.byteLength,
  })
  const body = contentOf(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      artifactType: 'application/spdx+json',
      config: pointTo(config, OCI_EMPTY),
      layers: [{ ...pointTo(layer, 'application/spdx+json'), ...lie }],
    }),
  )
  const descriptor = pointTo(body, OCI_MANIFEST)
  const made: MadeManifest = { ...body, mediaType: OCI_MANIFEST, blobs: [config, layer], descriptor }
  const client = connectTo(registry.url)
  await push(client, 'team/documents', made)
  await client.close()
  return { ref: `${REGISTRY}/team/documents@${body.digest}`, digest: layer.digest }
}
