import 'server-only'
import { LRUCache } from 'lru-cache'
import type { AttestationDocument, Sbom } from '@/lib/attestation/document'
import { documentKindOf, isDocumentLayer, predicateTypeOf } from '@/lib/attestation/document-type'
import { readDocument } from '@/lib/attestation/read-document'
import type { ListedDocument } from '@/lib/contract/attestation'
import type { Descriptor } from '@/lib/oci/descriptor'
import { fail, type Result } from '@/lib/oci/result'
import { createSingleFlight } from '@/lib/registry/single-flight'
import { createSlots } from '@/lib/registry/slots'
import type { ConfiguredRegistry } from './context'
import { perRegistry } from './per-registry'

/** The largest document that is read. */
export const DOCUMENT_BYTES_MAX = 32 * 1024 * 1024
const KEPT_BYTES_MAX = 96 * 1024 * 1024
/** Reading one takes several times its bytes, for as long as it takes. */
const READ_AT_ONCE = 2

type ReadDocument = Result<AttestationDocument, string>

/** What has a digest cannot change: documents are kept, read, by it; by repository too, as manifests are. */
const documentsOf = perRegistry(() => ({
  kept: new LRUCache<string, ReadDocument>({ maxSize: KEPT_BYTES_MAX, sizeCalculation: weigh }),
  share: createSingleFlight<ReadDocument>(),
}))

const slots = createSlots(READ_AT_ONCE)

/** A layer read as a document: at most one request. Fails with a sentence, throws what the registry throws. */
export async function documentOf(
  registry: ConfiguredRegistry,
  repository: string,
  layer: Descriptor,
  signal: AbortSignal,
): Promise<ReadDocument> {
  const { digest, size } = layer
  const { kept, share } = documentsOf(registry)
  const key = `${repository}@${digest}`
  const known = kept.get(key)
  if (known) return known
  if (size > DOCUMENT_BYTES_MAX)
    return fail(`It has ${inMiB(size)}; documents of up to ${inMiB(DOCUMENT_BYTES_MAX)} are read.`)
  return share(key, signal, async (shared) => {
    const giveBack = await slots.take(shared)
    try {
      const options = { bytesMax: DOCUMENT_BYTES_MAX, signal: shared }
      const read = readDocument(await registry.client.getBlob(repository, digest, options))
      kept.set(key, read)
      return read
    } finally {
      giveBack()
    }
  })
}

/** What is known of a layer before it is read. */
export function listedDocument(layer: Descriptor): ListedDocument {
  const { digest, mediaType, size } = layer
  const predicateType = predicateTypeOf(layer)
  const kind = documentKindOf(predicateType ?? mediaType)
  return { digest, mediaType, size, kind, predicateType, readable: isDocumentLayer(mediaType) }
}

const inMiB = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MiB`

/** Bytes in memory, roughly. */
function weigh(read: ReadDocument): number {
  if (!read.ok) return 500
  const { body } = read.value
  if (body.kind === 'sbom') return 2_000 + weighPackages(body)
  return body.kind === 'provenance' ? 2_000 + 400 * (body.materials.length + body.arguments.length) : 2_000
}

function weighPackages({ packages }: Sbom): number {
  let bytes = 0
  for (const one of packages) {
    const texts = [one.name, one.version, one.purl, one.licences, one.supplier]
    bytes += 150 + texts.reduce((sum, text) => sum + 2 * (text?.length ?? 0), 0)
  }
  return bytes
}
