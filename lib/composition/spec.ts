import type { Platform } from '@/lib/oci/platform'

/** How the bytes are written; named after the tools whose digests they reproduce (build-index.ts has the table). */
export const FORMATS = ['oci', 'docker', 'pushml', 'buildx', 'crane'] as const
export type Format = (typeof FORMATS)[number]

export interface SpecEntry {
  /** The source as written: a reference with a tag or a digest. */
  image: string
  /** The one manifest that is meant: an entry of the source index, or the source itself. Absent: all there is. */
  digest?: string
  /** What was written; anything absent is read from the image config. */
  platform: Partial<Platform>
  annotations: Record<string, string>
  /** Of the descriptor (image-spec 1.1, descriptor.md); absent: none, or what the opened index says. */
  artifactType?: string
  /** What becomes of the attestations of a source index; absent: they travel with their images. */
  attestations?: string
}

/** What may be asked of the attestations of a source: to come along, or to stay behind. */
export const ATTESTATION_WORDS = ['keep', 'strip'] as const

/**
 * A wanted index: what the manifest-tool YAML says, in one shape. As found, not yet checked:
 * `format` and `mediaType` may hold words nobody knows, and references may be impossible.
 */
export interface CompositionSpec {
  image: string
  /** Extra tags, put before the target's own. */
  tags: string[]
  format: string | null
  mediaType: string | null
  annotations: Record<string, string>
  /** Of the index itself (image-spec 1.1, image-index.md). */
  artifactType?: string
  /** The manifest this index is a referrer of: a reference, or a digest in the target's own repository. */
  subject?: string
  manifests: SpecEntry[]
}
