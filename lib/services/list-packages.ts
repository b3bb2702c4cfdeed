import 'server-only'
import { matchesPackage, searchWords } from '@/lib/attestation/sbom-packages'
import type { PackagesQuery, PackagesResponse } from '@/lib/contract/attestation'
import { documentOf } from './attestation-documents'
import type { Context } from './context'
import { imageReference } from './image-reference'
import { readTop } from './read-top'
import { ServiceError } from './service-error'

/** One page of an SBOM's packages; the whole of it is read once and kept. `cursor` is the place of the next one. */
export async function listPackages(
  context: Context,
  { ref, digest, q, limit, cursor }: PackagesQuery,
  signal: AbortSignal,
): Promise<PackagesResponse> {
  const { reference, registry, name } = imageReference(context, ref)
  const { repository } = reference
  const manifest = await readTop(registry.client, repository, name, { signal })
  const layers = 'layers' in manifest ? manifest.layers : []
  const layer = layers.find((one) => one.digest === digest)
  if (!layer) throw new ServiceError('BLOB_UNKNOWN', `${ref} has no layer ${digest}.`)
  const read = await documentOf(registry, repository, layer, signal)
  if (!read.ok) throw new ServiceError('LAYER_UNREADABLE', `This document cannot be read. ${read.error}`)
  const { body } = read.value
  if (body.kind !== 'sbom')
    throw new ServiceError('REQUEST_INVALID', 'This document is no SBOM, so it lists no packages.')
  const words = searchWords(q)
  const found = words.length === 0 ? body.packages : body.packages.filter((one) => matchesPackage(one, words))
  const from = placeOf(cursor)
  const next = from + limit
  return {
    items: found.slice(from, next),
    nextCursor: next < found.length ? String(next) : null,
    total: found.length,
    asOf: new Date(context.now()).toISOString(),
  }
}

function placeOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor)
  throw new ServiceError('REQUEST_INVALID', 'The cursor is not one this call gave.')
}
