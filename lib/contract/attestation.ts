import { z } from 'zod'
import { CursorParam, LimitParam, listOf } from './list'
import { Bytes, ChildStatus, Digest, Instant } from './oci'

const Text = z.string().nullable()
const Flag = z.boolean().nullable()
const Count = z.int().nonnegative()

/** What a layer of an attestation or artifact is likely to hold, from its media type and annotations alone. */
export const DocumentKind = z.enum(['provenance', 'sbom', 'signature', 'vulnerabilities', 'other'])
export type DocumentKind = z.infer<typeof DocumentKind>

export const ListedDocument = z.object({
  digest: Digest,
  mediaType: z.string(),
  size: Bytes,
  kind: DocumentKind,
  /** The predicate type that is written beside it, or null. */
  predicateType: Text,
  /** False for archives and anything else that Manifold does not read as a document. */
  readable: z.boolean(),
})
export type ListedDocument = z.infer<typeof ListedDocument>

export const AttestationsQuery = z.strictObject({
  /** An index. */
  ref: z.string().max(1024),
})
export type AttestationsQuery = z.infer<typeof AttestationsQuery>

export const ListedAttestation = z.object({
  digest: Digest,
  /** The entry it describes, as written. */
  subject: Text,
  status: ChildStatus,
  /** Why it is not present; a sentence. */
  problem: Text,
  documents: z.array(ListedDocument),
})
export type ListedAttestation = z.infer<typeof ListedAttestation>

export const AttestationsResponse = z.object({
  digest: Digest,
  items: z.array(ListedAttestation),
  /** Attestations beyond those read. */
  leftOut: Count,
  asOf: Instant,
})
export type AttestationsResponse = z.infer<typeof AttestationsResponse>

export const AttestationQuery = z.strictObject({
  /** The manifest whose layers are the documents: an attestation, a signature, an SBOM. */
  ref: z.string().max(1024),
})
export type AttestationQuery = z.infer<typeof AttestationQuery>

export const Provenance = z.object({
  kind: z.literal('provenance'),
  builder: Text,
  buildType: Text,
  invocationId: Text,
  source: z.object({ repository: Text, revision: Text, entryPoint: Text }),
  platform: Text,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  reproducible: Flag,
  hermetic: Flag,
  /** Whether it claims to list all of them. */
  complete: z.object({ parameters: Flag, environment: Flag, materials: Flag }),
  arguments: z.array(z.object({ name: z.string(), value: z.string() })),
  /** Digests as `algorithm:value`, as the document says them. */
  materials: z.array(z.object({ uri: z.string(), digests: z.array(z.string()) })),
  materialCount: Count,
})
export type Provenance = z.infer<typeof Provenance>

/** The packages themselves are asked for page by page. */
export const Sbom = z.object({
  kind: z.literal('sbom'),
  format: z.enum(['SPDX', 'CycloneDX']),
  name: Text,
  id: Text,
  createdAt: Instant.nullable(),
  tools: z.array(z.string()),
  authors: z.array(z.string()),
  packageCount: Count,
  fileCount: Count,
  types: z.array(z.object({ type: z.string(), count: Count })),
})
export type Sbom = z.infer<typeof Sbom>

const SignaturePayload = z.object({ kind: z.literal('signature'), image: Text, reference: Text })
const Other = z.object({ kind: z.literal('other') })

export const ReadableDocument = ListedDocument.extend({
  status: ChildStatus,
  /** Why there is nothing to read; a sentence. */
  problem: Text,
  /** What it came wrapped in, outermost first. */
  wrapping: z.array(z.enum(['sigstore-bundle', 'dsse', 'in-toto'])),
  /** Signatures of the envelope. Nobody checks them here. */
  signatures: Count,
  /** The predicate type or the format, as the document itself says it. */
  type: Text,
  subjects: z.array(z.object({ name: Text, digests: z.array(z.string()) })),
  subjectCount: Count,
  /** Null where it could not be read. */
  body: z.discriminatedUnion('kind', [Provenance, Sbom, SignaturePayload, Other]).nullable(),
})
export type ReadableDocument = z.infer<typeof ReadableDocument>

export const AttestationResponse = z.object({
  ref: z.string(),
  digest: Digest,
  mediaType: z.string(),
  artifactType: Text,
  /** The digest its `subject` names, or null. */
  subject: Digest.nullable(),
  documents: z.array(ReadableDocument),
  /** Layers beyond those read. */
  leftOut: Count,
  asOf: Instant,
})
export type AttestationResponse = z.infer<typeof AttestationResponse>

export const PackagesQuery = z.strictObject({
  /** The manifest that has the SBOM as a layer. */
  ref: z.string().max(1024),
  /** That layer. */
  digest: Digest,
  /** Words, all of which a package has in its name, version, purl, licence or supplier. */
  q: z.string().max(200).default(''),
  limit: LimitParam(500, 100),
  cursor: CursorParam,
})
export type PackagesQuery = z.infer<typeof PackagesQuery>

export const SbomPackage = z.object({
  name: z.string(),
  version: Text,
  type: Text,
  purl: Text,
  licences: Text,
  supplier: Text,
})
export type SbomPackage = z.infer<typeof SbomPackage>

/** `total`: packages that match. */
export const PackagesResponse = listOf(SbomPackage)
export type PackagesResponse = z.infer<typeof PackagesResponse>
