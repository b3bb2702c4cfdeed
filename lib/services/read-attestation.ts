import 'server-only'
import pMap from 'p-map'
import type { AttestationDocument } from '@/lib/attestation/document'
import type { AttestationQuery, AttestationResponse, ReadableDocument } from '@/lib/contract/attestation'
import type { Descriptor } from '@/lib/oci/descriptor'
import { formatReference } from '@/lib/oci/reference'
import { documentOf, listedDocument } from './attestation-documents'
import type { ConfiguredRegistry, Context } from './context'
import { imageReference } from './image-reference'
import { readTop } from './read-top'
import { readingOf } from './reading'
import { ServiceError } from './service-error'

/** Some images are signed over and over. */
const DOCUMENTS_MAX = 24
const READS_AT_ONCE = 4

/** The documents of one manifest, read. One that cannot be is part of the answer, with its sentence. */
export async function readAttestation(
  context: Context,
  { ref }: AttestationQuery,
  signal: AbortSignal,
): Promise<AttestationResponse> {
  const { reference, registry, name } = imageReference(context, ref)
  const { repository } = reference
  const manifest = await readTop(registry.client, repository, name, { signal })
  if (manifest.kind === 'index')
    throw new ServiceError('REQUEST_INVALID', 'An index has no documents of its own.', {
      hint: 'Name one of its attestations by digest; /api/attestations lists them.',
    })
  const layers = manifest.kind === 'image' || manifest.kind === 'artifact' ? manifest.layers : []
  const documents = await pMap(
    layers.slice(0, DOCUMENTS_MAX),
    (layer) => read(registry, repository, layer, signal),
    { concurrency: READS_AT_ONCE },
  )
  return {
    ref: formatReference(reference),
    digest: manifest.digest,
    mediaType: manifest.mediaType,
    artifactType: 'artifactType' in manifest ? (manifest.artifactType ?? null) : null,
    subject: 'subject' in manifest ? (manifest.subject?.digest ?? null) : null,
    documents,
    leftOut: layers.length - documents.length,
    asOf: new Date(context.now()).toISOString(),
  }
}

async function read(
  registry: ConfiguredRegistry,
  repository: string,
  layer: Descriptor,
  signal: AbortSignal,
): Promise<ReadableDocument> {
  const listed = listedDocument(layer)
  const unread = { ...listed, ...NOTHING }
  if (!listed.readable) return unread
  const { status, value, problem } = await readingOf(() => documentOf(registry, repository, layer, signal))
  if (value === null) return { ...unread, status, problem }
  if (!value.ok) return { ...unread, status: 'unreadable', problem: value.error }
  const { body, ...document } = value.value
  const kind = body.kind === 'other' ? listed.kind : body.kind
  return { ...unread, ...document, kind, body: withoutPackages(body) }
}

const NOTHING = {
  status: 'present',
  problem: null,
  wrapping: [],
  signatures: 0,
  type: null,
  subjects: [],
  subjectCount: 0,
  body: null,
} satisfies Omit<ReadableDocument, keyof ReturnType<typeof listedDocument>>

/** Packages are asked for page by page. */
function withoutPackages(body: AttestationDocument['body']): ReadableDocument['body'] {
  if (body.kind !== 'sbom') return body
  const { packages: _, ...summary } = body
  return summary
}
