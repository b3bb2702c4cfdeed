import { z } from 'zod'
import { DocumentKind } from './attestation'
import { ErrorCode } from './error'
import { Annotations, Bytes, Digest, Instant } from './oci'

export const ReferrersQuery = z.strictObject({
  /** A digest, or a tag that is resolved first. */
  ref: z.string().max(1024),
  artifactType: z.string().max(256).optional(),
})
export type ReferrersQuery = z.infer<typeof ReferrersQuery>

/** `api`: the referrers API. `fallback`: the tag `sha256-<hex>`. `cosign`: a tag `sha256-<hex>.sig`, `.att` or `.sbom`. */
export const ReferrerSource = z.enum(['api', 'fallback', 'cosign'])

export const Referrer = z.object({
  digest: Digest,
  mediaType: z.string(),
  /** Of what cosign tagged: the media type of its layers. */
  artifactType: z.string().nullable(),
  kind: DocumentKind,
  /** Bytes of the manifest itself. */
  size: Bytes,
  /** `org.opencontainers.image.created`, where it is annotated. */
  createdAt: Instant.nullable(),
  annotations: Annotations,
  source: ReferrerSource,
  /** The tag that leads to it, or null. */
  tag: z.string().nullable(),
  /** Signatures or statements of a cosign tag; null elsewhere. */
  count: z.int().nonnegative().nullable(),
})
export type Referrer = z.infer<typeof Referrer>

export const ReferrersResponse = z.object({
  digest: Digest,
  items: z.array(Referrer),
  /** Whether the registry has the referrers API. */
  api: z.enum(['yes', 'no', 'unknown']),
  /** False where there is more than the list has. */
  complete: z.boolean(),
  /** Places that could not be looked at; the items are those of the others. */
  problems: z.array(z.object({ source: ReferrerSource, code: ErrorCode, message: z.string() })),
  asOf: Instant,
})
export type ReferrersResponse = z.infer<typeof ReferrersResponse>
