import 'server-only'
import { createHash } from 'node:crypto'
import { MANIFEST_ACCEPT } from '@/lib/oci/media-type'
import { restoreTag } from '@/lib/services/restore-tag'
import type { ComposingBed } from './composing-bed'
import { entry, specOf } from './push-bench'
import { never } from './reading-context'

const ACCEPT = MANIFEST_ACCEPT.join(', ')

/** What a registry serves under a tag or digest right now, asked without Manifold's client; null for a 404. */
export async function served(bed: ComposingBed, repository: string, reference: string) {
  const response = await fetch(`${bed.url}/v2/${repository}/manifests/${reference}`, {
    headers: { accept: ACCEPT },
  })
  if (response.status === 404) return null
  if (!response.ok) throw new Error(`${reference} answered ${response.status}.`)
  const bytes = Buffer.from(await response.arrayBuffer())
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  return { digest, bytes, mediaType: response.headers.get('content-type') ?? '' }
}

/** As another tool would: what is under `from` is put under `to`, past the peer. Answers its digest. */
export async function putElsewhere(bed: ComposingBed, repository: string, from: string, to: string) {
  const found = await served(bed, repository, from)
  if (!found) throw new Error(`${from} is not there.`)
  const { bytes, mediaType, digest } = found
  const url = `${bed.url}/v2/${repository}/manifests/${to}`
  const response = await fetch(url, { method: 'PUT', body: bytes, headers: { 'content-type': mediaType } })
  if (response.status !== 201) throw new Error(`${to} could not be put: ${response.status}.`)
  return digest
}

export const deleteElsewhere = (bed: ComposingBed, repository: string, reference: string) =>
  fetch(`${bed.url}/v2/${repository}/manifests/${reference}`, { method: 'DELETE' })

export const restore = (
  bed: ComposingBed,
  image: string,
  digest: string | null,
  more: { expect?: string | null } = {},
) => restoreTag(bed.context, { ref: `reg.test/${image}`, digest, ...more }, never)

/** Two compositions of different images for one tag, as two releases push them. */
export const firstSpec = (repository: string) => specOf(repository, { tags: ['first'] })
export const secondSpec = (repository: string) =>
  specOf(repository, { tags: ['second'], manifests: [entry('demo-s390x'), entry('demo-arm64')] })
