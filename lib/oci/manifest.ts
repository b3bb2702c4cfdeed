import { type Descriptor, readDescriptor } from './descriptor'
import type { Digest, DigestOf } from './digest'
import { isRecord, type JsonRecord, parseJson, readString, readStringMap } from './json'
import {
  bareMediaType,
  isImageConfigType,
  isImageManifestType,
  isIndexType,
  isSchema1Type,
  OCI_INDEX,
  OCI_MANIFEST,
} from './media-type'
import { schema1Payload } from './schema1'

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

/** Docker image manifest version 2, schema 1: no config, no digestible platform, long deprecated. Its digest leaves its signatures out. */
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

/**
 * Reads a manifest from the bytes a registry served. Never throws: what cannot be understood, is ambiguous or
 * contradicts its content type is `unknown` with the reason, and still has its bytes and digest.
 */
export function readManifest(served: {
  bytes: Uint8Array
  contentType: string
  digestOf: DigestOf
}): Manifest {
  const { bytes, digestOf } = served
  const base = { digest: digestOf(bytes), size: bytes.byteLength, raw: bytes }
  const contentType = bareMediaType(served.contentType)
  const body = parseJson(bytes)
  const unknown = (reason: string): UnknownManifest => ({
    ...base,
    kind: 'unknown',
    mediaType: contentType,
    reason,
  })
  if (!isRecord(body)) return unknown('It is not a JSON object.')

  const declared = readString(body.mediaType)
  if (isSchema1Type(contentType) || body.schemaVersion === 1) {
    const architecture = readString(body.architecture)
    const payload = schema1Payload(bytes, body)
    const digest = payload ? digestOf(payload) : base.digest
    return { ...base, digest, kind: 'schema1', mediaType: contentType, ...(architecture && { architecture }) }
  }
  if (declared && isManifestType(contentType) && declared !== contentType) {
    return unknown(`It says it is ${declared}, the registry serves it as ${contentType}.`)
  }
  if ('manifests' in body && ('config' in body || 'layers' in body)) {
    return unknown('It is an index and an image at once; clients would disagree about it.')
  }
  const mediaType = declared ?? (isManifestType(contentType) ? contentType : mediaTypeByShape(body))
  if (mediaType && isIndexType(mediaType))
    return readIndex(body, { ...base, mediaType }) ?? unknown(BAD_DESCRIPTOR)
  if (mediaType && isImageManifestType(mediaType))
    return readImage(body, { ...base, mediaType }) ?? unknown(BAD_DESCRIPTOR)
  return { ...unknown('Manifold does not know this media type.'), mediaType: mediaType ?? contentType }
}

const BAD_DESCRIPTOR = 'One of its descriptors has no valid media type, digest or size.'

const isManifestType = (mediaType: string): boolean =>
  isIndexType(mediaType) || isImageManifestType(mediaType)

/** OCI manifests may leave their media type out (image-spec 1.0); the shape tells which it is. */
function mediaTypeByShape(body: JsonRecord): string | null {
  if ('manifests' in body) return OCI_INDEX
  return 'config' in body && 'layers' in body ? OCI_MANIFEST : null
}

function readIndex(body: JsonRecord, base: ManifestBase): IndexManifest | null {
  // Registries accept and serve `"manifests": null`: an index of nothing.
  const manifests = readDescriptors(body.manifests ?? [])
  if (!manifests) return null
  const subject = readDescriptor(body.subject)
  const artifactType = readString(body.artifactType)
  return {
    ...base,
    kind: 'index',
    manifests,
    annotations: readStringMap(body.annotations),
    ...(artifactType && { artifactType }),
    ...(subject && { subject }),
  }
}

function readImage(body: JsonRecord, base: ManifestBase): ImageManifest | ArtifactManifest | null {
  const config = readDescriptor(body.config)
  const layers = readDescriptors(body.layers ?? [])
  if (!config || !layers) return null
  const subject = readDescriptor(body.subject)
  const shared = {
    ...base,
    config,
    layers,
    annotations: readStringMap(body.annotations),
    ...(subject && { subject }),
  }
  if (isImageConfigType(config.mediaType) || config.mediaType === OLD_DOCKER_CONFIG)
    return { ...shared, kind: 'image' }
  return { ...shared, kind: 'artifact', artifactType: readString(body.artifactType) ?? config.mediaType }
}

/** Docker 1.10 wrote its image configs so. */
const OLD_DOCKER_CONFIG = 'application/octet-stream'

function readDescriptors(value: unknown): Descriptor[] | null {
  if (!Array.isArray(value)) return null
  const descriptors = value.map(readDescriptor)
  return descriptors.every((descriptor) => descriptor !== null) ? descriptors : null
}
