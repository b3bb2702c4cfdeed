import 'server-only'
import type { Digest } from '@/lib/oci/digest'
import type { CompositionStore } from './composition-store'
import type { EventStore } from './event-store'
import type { GlanceStore } from './glance-store'
import type { IndexStore } from './index-store'
import type { PolicyStore } from './policy-store'
import type { ReportStore } from './report-store'
import type { ScanStore } from './scan-store'
import type { WebhookStore } from './webhook-store'

/** A composition written to a tag; or a tag put back to what it was before one. */
export const ACTIVITY_ACTIONS = ['push', 'restore'] as const
export type ActivityAction = (typeof ACTIVITY_ACTIONS)[number]

/** One tag moved by Manifold. `at` in milliseconds since the epoch; `after` is null where the tag was removed. */
export interface ActivityRecord {
  id: string
  at: number
  actor: string
  action: ActivityAction
  ref: string
  before: Digest | null
  after: Digest | null
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
  /** What scans learn. */
  readonly index: IndexStore
  readonly scans: ScanStore
  /** What the index answers. */
  readonly reports: ReportStore
  readonly policies: PolicyStore
  readonly glance: GlanceStore
  readonly compositions: CompositionStore
  readonly webhooks: WebhookStore
  /** Told to every process on the same store. */
  readonly events: EventStore
  close(): Promise<void>
}
