import type { Descriptor } from './descriptor'
import type { Digest } from './digest'

interface ManifestBase {
  mediaType: string
  digest: Digest
  /** Bytes. */
  size: number
  /** The exact bytes the registry served: the only thing a digest is ever computed from. */
  raw: Uint8Array
}

/** An OCI image index or a Docker manifest list. */
export interface IndexManifest extends ManifestBase {
  kind: 'index'
  manifests: Descriptor[]
  annotations: Record<string, string>
  artifactType?: string
  subject?: Descriptor
}

export interface ImageManifest extends ManifestBase {
  kind: 'image'
  config: Descriptor
  layers: Descriptor[]
  annotations: Record<string, string>
  subject?: Descriptor
}

/** An OCI manifest whose config is not an image config: a chart, a signature, an SBOM, an attestation. */
export interface ArtifactManifest extends ManifestBase {
  kind: 'artifact'
  artifactType: string
  config: Descriptor
  layers: Descriptor[]
  annotations: Record<string, string>
  subject?: Descriptor
}

/** Docker image manifest version 2, schema 1: no config, no digestible platform, long deprecated. */
export interface Schema1Manifest extends ManifestBase {
  kind: 'schema1'
  architecture?: string
}

/** Anything else a registry may hold. Unknown is a value, not an error (image-spec, manifest.md). */
export interface UnknownManifest extends ManifestBase {
  kind: 'unknown'
  reason: string
}

export type Manifest = IndexManifest | ImageManifest | ArtifactManifest | Schema1Manifest | UnknownManifest
