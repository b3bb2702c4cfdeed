import 'server-only'
import { documentKindOf, predicateTypeOf } from '@/lib/attestation/document-type'
import type { Referrer } from '@/lib/contract/referrers'
import type { Descriptor } from '@/lib/oci/descriptor'
import { readInstant } from '@/lib/oci/json'
import type { Manifest } from '@/lib/oci/manifest'
import type { CosignTag } from '@/lib/oci/referrer-tags'

const CREATED = 'org.opencontainers.image.created'

/** A referrer as a list of them describes it: nothing more is asked. */
export function referrerOf(descriptor: Descriptor, source: Referrer['source']): Referrer {
  const { digest, mediaType, size, artifactType = null, annotations = {} } = descriptor
  return {
    digest,
    mediaType,
    artifactType,
    kind: documentKindOf(predicateTypeOf(descriptor) ?? artifactType ?? mediaType),
    size,
    createdAt: readInstant(annotations[CREATED]),
    annotations,
    source,
    tag: null,
    count: null,
  }
}

const KINDS = { sig: 'signature', att: 'other', sbom: 'sbom' } as const satisfies Record<
  CosignTag,
  Referrer['kind']
>

/** What one of cosign's tags leads to: every layer is a signature, or a statement in its envelope. */
export function cosignReferrer(manifest: Manifest, kind: CosignTag, tag: string): Referrer {
  // What cosign pushes has no artifact type of its own; its layers say what they are.
  const layers = 'layers' in manifest ? manifest.layers : []
  const annotations = 'annotations' in manifest ? manifest.annotations : {}
  const [predicate] = layers.map(predicateTypeOf).filter((type) => type !== null)
  return {
    digest: manifest.digest,
    mediaType: manifest.mediaType,
    artifactType: layers[0]?.mediaType ?? null,
    kind: kind === 'att' && predicate ? documentKindOf(predicate) : KINDS[kind],
    size: manifest.size,
    createdAt: readInstant(annotations[CREATED]),
    annotations,
    source: 'cosign',
    tag,
    count: layers.length,
  }
}
