/** What was found in a document that describes an image: the words of SLSA, SPDX, CycloneDX and in-toto, read. */
export interface AttestationDocument {
  /** What it came wrapped in, outermost first. */
  wrapping: Wrapper[]
  /** Signatures of the envelope around it. None of them is checked here. */
  signatures: number
  /** The predicate type, or the format and version; null where the document does not say. */
  type: string | null
  subjects: Subject[]
  /** How many it names; `subjects` may hold fewer. */
  subjectCount: number
  body: Provenance | Sbom | SignaturePayload | OtherBody
}

export type Wrapper = 'sigstore-bundle' | 'dsse' | 'in-toto'

/** What a statement is about. `digests` as `algorithm:value`. */
export interface Subject {
  name: string | null
  digests: string[]
}

/** How something was built (SLSA provenance 0.x and 1.x). */
export interface Provenance {
  kind: 'provenance'
  builder: string | null
  buildType: string | null
  invocationId: string | null
  source: { repository: string | null; revision: string | null; entryPoint: string | null }
  /** The platform of the builder. */
  platform: string | null
  startedAt: string | null
  finishedAt: string | null
  reproducible: boolean | null
  hermetic: boolean | null
  /** Whether the document claims to list all of them. */
  complete: { parameters: boolean | null; environment: boolean | null; materials: boolean | null }
  arguments: { name: string; value: string }[]
  /** Materials, or resolved dependencies in SLSA 1. */
  materials: Material[]
  materialCount: number
}

export interface Material {
  uri: string
  digests: string[]
}

/** What something is made of. */
export interface Sbom {
  kind: 'sbom'
  format: 'SPDX' | 'CycloneDX'
  name: string | null
  /** SPDX: its namespace; CycloneDX: its serial number. */
  id: string | null
  createdAt: string | null
  tools: string[]
  authors: string[]
  /** By name. */
  packages: SbomPackage[]
  /** How many it names; `packages` may hold fewer. */
  packageCount: number
  fileCount: number
  /** Packages of each type, most first. */
  types: { type: string; count: number }[]
}

export interface SbomPackage {
  name: string
  version: string | null
  /** As in its package URL: deb, npm, golang ... */
  type: string | null
  purl: string | null
  licences: string | null
  supplier: string | null
}

/** What a signature was made over: it says which image, and whoever checks it needs the key or certificate. */
export interface SignaturePayload {
  kind: 'signature'
  image: string | null
  reference: string | null
}

export interface OtherBody {
  kind: 'other'
}
