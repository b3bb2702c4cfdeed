/** What a layer is likely to hold, before anybody reads it: from its media type and annotations. */
export type DocumentKind = 'provenance' | 'sbom' | 'signature' | 'vulnerabilities' | 'other'

interface LayerFacts {
  mediaType: string
  annotations?: Record<string, string>
}

const PREDICATE_KEYS = ['in-toto.io/predicate-type', 'predicateType', 'dev.sigstore.bundle.predicateType']

/** The predicate type BuildKit, cosign and sigstore write beside a statement, or null. */
export function predicateTypeOf({ annotations = {} }: LayerFacts): string | null {
  for (const key of PREDICATE_KEYS) if (annotations[key]) return annotations[key] ?? null
  return null
}

/** Whether a layer is a document Manifold can read, rather than an archive. */
export function isDocumentLayer(mediaType: string): boolean {
  return /(?:[+/]json$|json;|in-toto|\bdsse\b|\bspdx\b|cyclonedx|simplesigning|sigstore\.bundle)/i.test(
    mediaType,
  )
}

/** From a predicate type, an artifact type or a media type. */
export function documentKindOf(type: string): DocumentKind {
  return KINDS.find(([pattern]) => pattern.test(type))?.[1] ?? 'other'
}

const KINDS: readonly [RegExp, DocumentKind][] = [
  [/slsa\.dev\/provenance/i, 'provenance'],
  [/spdx|cyclonedx|syft|\bsbom\b/i, 'sbom'],
  [/simplesigning|cosign\.artifact\.sig|notary|cosign\.sign|messagesignature/i, 'signature'],
  [/cosign\.sigstore\.dev\/attestation\/vuln|openvex|csaf|sarif/i, 'vulnerabilities'],
]
