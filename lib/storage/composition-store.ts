import 'server-only'
import type { CompositionSource } from '@/lib/coverage/facts'
import type { Digest } from '@/lib/oci/digest'

/** What a tag was last composed from here: what lockstep compares with. Milliseconds since the epoch. */
export interface StoredComposition {
  registry: string
  repository: string
  tag: string
  digest: Digest
  at: number
  actor: string
  /** The spec as YAML, as it was pushed. */
  spec: string
  sources: CompositionSource[]
}

export interface CompositionStore {
  /** Replaces what was known of the tag. */
  recordCompositions(compositions: readonly StoredComposition[]): Promise<void>
  compositionOf(place: {
    registry: string
    repository: string
    tag: string
  }): Promise<StoredComposition | null>
  /** Tags that still are what was composed here, and have a source that moved since as far as the index knows. */
  outOfStep(
    scope: { registry: string | null; repository: string | null },
    page: { after: { registry: string; repository: string; tag: string } | null; limit: number },
  ): Promise<StoredComposition[]>
  /** Repositories with a tag composed from a tag of this repository. */
  composedFrom(source: {
    registry: string
    repository: string
  }): Promise<{ registry: string; repository: string }[]>
}
