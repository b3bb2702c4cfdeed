import 'server-only'
import type { Ignore, Policy } from '@/lib/coverage/rules'
import type { Place } from './index-store'

/** Who made it here, and when in milliseconds since the epoch. */
interface Made {
  id: string
  actor: string
  createdAt: number
}

/** A policy made on the page; those of manifold.yaml are never stored. */
export interface StoredPolicy extends Policy, Made {
  require: string[]
}

/** A finding somebody chose to live with, until a moment. */
export interface StoredIgnore extends Ignore, Made {}

export interface PolicyStore {
  listPolicies(): Promise<StoredPolicy[]>
  addPolicy(policy: StoredPolicy): Promise<void>
  /** False where there was none of that id. */
  removePolicy(id: string): Promise<boolean>
  /** All of them, also those that no longer hold. */
  listIgnores(): Promise<StoredIgnore[]>
  addIgnore(ignore: StoredIgnore): Promise<void>
  removeIgnore(id: string): Promise<boolean>
  /** Every repository that was judged, with how many tags it has. */
  judgedPlaces(): Promise<(Place & { tags: number })[]>
  /** Tags that can be required of something there, each with the platforms it lacks of what is required. */
  requiredTags(places: readonly Place[]): Promise<{ tag: string; lacking: string[] }[]>
}
