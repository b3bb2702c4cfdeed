import type { Digest } from '@/lib/oci/digest'
import type { Presence } from './facts'
import type { Finding } from './finding-table'

/** One tag as the matrix shows it. Times are milliseconds since the epoch. */
export interface JudgedTag {
  tag: string
  /** Its place among the tags of the repository in the order of `compareTags`, from 0. */
  rank: number
  kind: 'index' | 'image' | 'artifact' | 'unknown' | 'missing'
  mediaType: string | null
  artifactType: string | null
  /** Bytes of the distinct blobs of the whole tag; null when unknown. */
  size: number | null
  /** The newest child's. */
  createdAt: number | null
  attestations: number
  /** Keyed by `platformKey`, in the order of the index. */
  cells: Record<string, JudgedCell>
  /** What can be pulled: the keys of present cells, and the same without os.version. Search asks these. */
  offers: string[]
  findings: Finding[]
}

export interface JudgedCell {
  status: Presence
  digest: Digest
  /** Config and layers, bytes; null when unknown. */
  size: number | null
}

export interface RepositorySummary {
  tags: number
  complete: number
  /** Findings that count, by severity and by code. */
  errors: number
  warnings: number
  findings: Partial<Record<string, number>>
  /** Tags a platform can be pulled for, by key. */
  platforms: Record<string, number>
}

export interface RepositoryJudgement {
  tags: JudgedTag[]
  /** Of the repository rather than of a tag it has: what could be composed. */
  findings: Finding[]
  summary: RepositorySummary
}
