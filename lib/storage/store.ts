import 'server-only'
import type { Digest } from '@/lib/oci/digest'

/** One tag moved by Manifold. `at` in milliseconds since the epoch. */
export interface ActivityRecord {
  id: string
  at: number
  actor: string
  action: 'push'
  ref: string
  before: Digest | null
  after: Digest
  sources: { ref: string; digest: Digest; platform: string | null }[]
}

/** What Manifold remembers by itself; the registry stays the truth of everything else. */
export interface Store {
  readonly engine: 'pglite' | 'postgresql'
  /** Throws when the store does not answer. */
  ping(): Promise<void>
  recordActivity(records: ActivityRecord[]): Promise<void>
  /** Newest first; `before` is the `(at, id)` of the last one seen. */
  listActivity(page: { limit: number; before: { at: number; id: string } | null }): Promise<ActivityRecord[]>
  close(): Promise<void>
}
