import type { Platform } from '@/lib/oci/platform'

/** How the bytes are written; named after the tools whose digests they reproduce (build-index.ts has the table). */
export const FORMATS = ['oci', 'docker', 'pushml', 'buildx', 'crane'] as const
export type Format = (typeof FORMATS)[number]

export interface SpecEntry {
  /** The source as written: a reference with a tag or a digest. */
  image: string
  /** What was written; anything absent is read from the image config. */
  platform: Partial<Platform>
  annotations: Record<string, string>
}

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
  manifests: SpecEntry[]
}
