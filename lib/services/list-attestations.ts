import 'server-only'
import pMap from 'p-map'
import type { AttestationsQuery, AttestationsResponse, ListedAttestation } from '@/lib/contract/attestation'
import type { Descriptor } from '@/lib/oci/descriptor'
import { attestationSubject, isAttestation } from '@/lib/oci/image-index'
import { listedDocument } from './attestation-documents'
import type { Context } from './context'
import { imageReference } from './image-reference'
import { readTop } from './read-top'
import { type ChildReader, createChildReader } from './reading'

/** As many as there are in an index of 200 images; nobody looks at more of them at once. */
const ATTESTATIONS_MAX = 200
const READS_AT_ONCE = 8

/** What the attestations of an index hold: one request for each whose manifest is not known yet. */
export async function listAttestations(
  context: Context,
  { ref }: AttestationsQuery,
  signal: AbortSignal,
): Promise<AttestationsResponse> {
  const { reference, registry, name } = imageReference(context, ref)
  const { repository } = reference
  const top = await readTop(registry.client, repository, name, { signal })
  const all = top.kind === 'index' ? top.manifests.filter(isAttestation) : []
  const reader = createChildReader(registry.client, repository, { verify: false, signal })
  const items = await pMap(all.slice(0, ATTESTATIONS_MAX), (one) => describe(one, reader), {
    concurrency: READS_AT_ONCE,
  })
  return {
    digest: top.digest,
    items,
    leftOut: all.length - items.length,
    asOf: new Date(context.now()).toISOString(),
  }
}

async function describe(descriptor: Descriptor, reader: ChildReader): Promise<ListedAttestation> {
  const { status, value, problem } = await reader.manifest(descriptor.digest)
  const layers = value?.kind === 'image' || value?.kind === 'artifact' ? value.layers : []
  return {
    digest: descriptor.digest,
    subject: attestationSubject(descriptor),
    status,
    problem,
    documents: layers.map(listedDocument),
  }
}
