import { isDocumentLayer } from '@/lib/attestation/document-type'
import type { InspectResponse } from '@/lib/contract/inspect'

/** Whether a manifest is an attestation, a signature or an SBOM by itself: its layers are documents. */
export function holdsDocuments({ kind, platforms }: Pick<InspectResponse, 'kind' | 'platforms'>): boolean {
  if (kind !== 'image' && kind !== 'artifact') return false
  return platforms.some(({ layers }) => layers.some(({ mediaType }) => isDocumentLayer(mediaType)))
}
