import 'server-only'
import type { Policy } from '@/lib/coverage/rules'
import type { LayerLists } from '@/lib/layers/layer-lists'
import type { DigestOf } from '@/lib/oci/digest'
import type { RegistryClient } from '@/lib/registry/client-types'
import type { JudgedChange, Place } from '@/lib/storage/index-store'
import type { Store } from '@/lib/storage/store'

/** One configured registry as the services see it. */
export interface ConfiguredRegistry {
  name: string
  client: RegistryClient
  /** Repositories named in the configuration, for registries that refuse their catalog. */
  repositories: string[]
  /** Why nothing may be written there, or null. */
  readOnlyReason: string | null
  insecure: boolean
  /** What of it is scanned, and when; without it all of it, when asked. */
  scan?: ScanPlan
  /** How it is known when it calls us; absent where nothing listens. */
  webhook?: {
    /** `host[:port]` where the server reaches it: its events may name that. */
    host: string
    /** What we call ourselves there: its events tell of our own pushes too. */
    userAgent: string
    /** Whether a token is the configured one, in constant time; null where none is configured. */
    accepts: ((token: string) => boolean) | null
  }
}

export interface ScanPlan {
  enabled: boolean
  /** Milliseconds; null: only when asked. */
  everyMs: number | null
  verifyEveryMs: number | null
  includes(repository: string): boolean
  /** Whether no repository is left out. */
  isWhole: boolean
}

/** Everything a service may touch. Built once per process, with the actor per request. */
export interface Context {
  actor: { name: string }
  /** Milliseconds since the epoch. */
  now(): number
  newId(): string
  digestOf: DigestOf
  registries: ReadonlyMap<string, ConfiguredRegistry>
  /** Those of manifold.yaml; people make others on the page, which the store keeps. */
  policies: readonly Policy[]
  /** Why nothing at all may be changed from here, or null. */
  readOnlyReason: string | null
  /** What layers hold, as far as it was read. */
  layerLists: LayerLists
  /** Opens on first use: a page that needs no memory never waits for it. */
  store(): Promise<Store>
  /** Hears of every judgement that changed something. Must neither wait nor throw. */
  onJudged?: (place: Place, change: JudgedChange) => void
  log(level: 'info' | 'warn' | 'error', message: string, fields?: Record<string, unknown>): void
}
