import type { Digest } from '@/lib/oci/digest'
import type { Platform } from '@/lib/oci/platform'

/** `missing` is a 404 and nothing else; `unreadable` is any other failure: never the same thing. */
export type Presence = 'present' | 'missing' | 'unreadable'

/** Times are milliseconds since the epoch throughout. */
export interface TagFacts {
  tag: string
  state: Presence
  /** The last digest known; null where it never could be read. */
  digest: Digest | null
  /** Why it is not present, as a sentence. */
  problem: string | null
  /** When the tag was last asked for. */
  checkedAt: number
  /** When what is behind it was last asked for too; null when only once, at first sight. */
  verifiedAt: number | null
}

/** An entry of an index, as its bytes name it. */
export interface EntryFacts {
  digest: Digest
  mediaType: string
  /** Bytes, as declared. */
  size: number
  platform: Platform | null
  artifactType: string | null
  /** The digest it attests, as written; null where it is no attestation. */
  attests: string | null
}

/** What an image's config says of it; only what audits, search and tag tables need. */
export interface ImageFacts {
  platform: Platform | null
  /** From the config; null where it does not tell. */
  createdAt: number | null
  labels: Record<string, string>
}

/** A manifest in one repository: that one repository has it says nothing about another. */
export interface ManifestFacts {
  digest: Digest
  /** `present` only if the manifest, its config and, once looked for, its layers answered. */
  state: Presence
  problem: string | null
  kind: 'index' | 'image' | 'artifact' | 'schema1' | 'unknown'
  mediaType: string
  artifactType: string | null
  /** Bytes of the manifest itself. */
  size: number
  /** Of an index, in order. */
  entries: EntryFacts[]
  /** Of an image whose config could be read. */
  image: ImageFacts | null
  /** Config first, then layers, of an image or artifact. Bytes as declared. */
  blobs: { digest: Digest; size: number }[]
  /** The digest of what it refers to (image-spec, `subject`). */
  subject: Digest | null
  checkedAt: number
}

/** A digest a tag had, and what could be pulled from it then. A null digest: the tag was removed. */
export interface TagEventFacts {
  at: number
  digest: Digest | null
  /** Keys of platforms that were present. */
  platforms: string[]
}

/** What a tag was composed from here. */
export interface CompositionFacts {
  digest: Digest
  at: number
  sources: CompositionSource[]
}

export interface CompositionSource {
  registry: string
  repository: string
  /** Null where the source was named by digest: such a one never moves. */
  tag: string | null
  /** What the source tag pointed to when it was composed. */
  digest: Digest
  /** What it gave; null for all of an index. */
  platform: string | null
  /** Where the tag points now as far as the index knows: null when it is gone, undefined when it was never seen. */
  now?: Digest | null
}

/** All the index knows of one repository: what a judgement is made from. */
export interface RepositoryFacts {
  /** Grows with every reading of the repository. */
  version: number
  registry: string
  repository: string
  tags: TagFacts[]
  manifests: ReadonlyMap<Digest, ManifestFacts>
  /** Newest first, the present state included; by tag. */
  history: ReadonlyMap<string, TagEventFacts[]>
  compositions: ReadonlyMap<string, CompositionFacts>
}
