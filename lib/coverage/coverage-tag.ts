import type { Digest } from '@/lib/oci/digest'
import type { Platform } from '@/lib/oci/platform'

/** `missing` is a 404 and nothing else; `unreadable` is any other failure. */
export type CoverageStatus = 'present' | 'missing' | 'unreadable'

/** One tag as it was read: what an audit needs of a row of the tag table. */
export interface CoverageTag {
  tag: string
  /** Null when the tag itself is missing or unreadable. */
  digest: Digest | null
  kind: 'index' | 'image' | 'artifact' | 'unknown' | 'missing'
  platforms: readonly { platform: Platform; digest: Digest; status: CoverageStatus }[]
  attestations: number
  /** What was wrong with the tag, as a sentence. */
  problem: string | null
  /** UTC, ISO 8601. */
  checkedAt: string
}

/** Whether an entry says what it runs on; one that does not is never a column. */
export const namesPlatform = ({ os, architecture }: Platform): boolean =>
  os !== '' && os !== 'unknown' && architecture !== '' && architecture !== 'unknown'
