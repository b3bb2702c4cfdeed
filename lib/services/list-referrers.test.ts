import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ReferrersResponse } from '@/lib/contract/referrers'
import { OCI_INDEX, OCI_MANIFEST } from '@/lib/oci/media-type'
import { json, refusal, type ScriptedPeer, startPeer } from '@/lib/testing/scripted-peer'
import type { Context } from './context'
import { listReferrers } from './list-referrers'
import { listRegistries } from './list-registries'
import { never, readingContext } from './testing/reading-context'

const HEX = 'd'.repeat(64)
const DIGEST = `sha256:${HEX}`
const API = `GET /v2/team/app/referrers/${DIGEST}`
const manifests = (tag: string) => `GET /v2/team/app/manifests/${tag}`

let peer: ScriptedPeer
let context: Context
beforeEach(async () => {
  peer = await startPeer()
  context = readingContext({ name: 'peer.example', url: peer.url })
  for (const tag of [`sha256-${HEX}.sig`, `sha256-${HEX}.att`, `sha256-${HEX}.sbom`, `sha256-${HEX}`])
    peer.on(manifests(tag), refusal(404, 'MANIFEST_UNKNOWN', 'manifest unknown'))
})
afterEach(async () => {
  await context.registries.get('peer.example')?.client.close()
  await peer.close()
})

const list = async (more: { artifactType?: string } = {}) =>
  ReferrersResponse.parse(
    await listReferrers(context, { ref: `peer.example/team/app@${DIGEST}`, ...more }, never),
  )
const supports = async () => (await listRegistries(context)).items[0]?.supports.referrers
const sbom = {
  mediaType: OCI_MANIFEST,
  digest: `sha256:${'5'.repeat(64)}`,
  size: 611,
  artifactType: 'application/spdx+json',
  annotations: { 'org.opencontainers.image.created': '2026-10-28T15:02:00Z' },
}
const index = (...entries: object[]) =>
  json({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: entries }, { 'content-type': OCI_INDEX })
const signature = json(
  {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: `sha256:${'c'.repeat(64)}`,
      size: 233,
    },
    layers: [1, 2].map((place) => ({
      mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json',
      digest: `sha256:${String(place).repeat(64)}`,
      size: 250,
    })),
  },
  { 'content-type': OCI_MANIFEST },
)

describe('referrers of one digest', () => {
  it('cost one request where the registry has the API, and three for the tags of cosign', async () => {
    peer.on(API, index(sbom))
    const { items, api, problems } = await list()
    expect(items).toMatchObject([
      { kind: 'sbom', size: 611, createdAt: '2026-10-28T15:02:00.000Z', source: 'api', tag: null },
    ])
    expect({ api, problems }).toEqual({ api: 'yes', problems: [] })
    expect(peer.requests).toHaveLength(1 + 3)
    expect(await supports()).toBe('yes')
  })

  it('cost one more where it has none: the fallback tag; and the API is not asked again at once', async () => {
    peer.on(manifests(`sha256-${HEX}`), index(sbom))
    const { items, api } = await list()
    expect(items).toMatchObject([{ kind: 'sbom', source: 'fallback', tag: `sha256-${HEX}` }])
    expect(api).toBe('no')
    expect(peer.requests).toHaveLength(1 + 1 + 3)
    expect(await supports()).toBe('no')
    const sent = peer.requests.length
    await list()
    // The ping of the list of registries apart.
    expect(peer.asked(API)).toHaveLength(1)
    expect(peer.requests.length - sent).toBe(1 + 3)
  })

  it('are told of what cosign tagged, with the number of signatures', async () => {
    peer.on(API, index())
    peer.on(manifests(`sha256-${HEX}.sig`), signature)
    const { items } = await list()
    expect(items).toMatchObject([{ kind: 'signature', source: 'cosign', tag: `sha256-${HEX}.sig`, count: 2 }])
    expect(items[0]?.size).toBeGreaterThan(300)
  })

  it('that the API and a tag both lead to are one', async () => {
    peer.on(manifests(`sha256-${HEX}.sig`), signature)
    const [tagged] = (await list()).items
    context = readingContext({ name: 'peer.example', url: peer.url })
    peer.on(API, index({ mediaType: OCI_MANIFEST, digest: tagged?.digest, size: 9 }))
    const { items } = await list()
    expect(items).toMatchObject([{ source: 'api', tag: `sha256-${HEX}.sig`, count: 2 }])
  })

  it('are those of one artifact type, whoever filters', async () => {
    peer.on(API, index(sbom, { ...sbom, digest: `sha256:${'6'.repeat(64)}`, artifactType: 'text/other' }))
    peer.on(manifests(`sha256-${HEX}.sig`), signature)
    const { items } = await list({ artifactType: 'application/spdx+json' })
    expect(items.map(({ digest }) => digest)).toEqual([sbom.digest])
  })

  it('that one place cannot tell are those of the others, with what went wrong', async () => {
    peer.on(API, index(sbom))
    peer.on(manifests(`sha256-${HEX}.sig`), refusal(403, 'DENIED', 'no'))
    const { items, problems } = await list()
    expect(items).toHaveLength(1)
    expect(problems).toMatchObject([{ source: 'cosign', code: 'REGISTRY_UNAUTHORIZED' }])
  })

  it('that no place can tell are an error', async () => {
    for (const call of [API, ...['sig', 'att', 'sbom'].map((kind) => manifests(`sha256-${HEX}.${kind}`))])
      peer.on(call, refusal(403, 'DENIED', 'no'))
    await expect(list()).rejects.toMatchObject({ code: 'REGISTRY_UNAUTHORIZED' })
  })
})
