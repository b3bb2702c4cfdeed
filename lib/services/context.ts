import 'server-only'
import type { DigestOf } from '@/lib/oci/digest'
import type { RegistryClient } from '@/lib/registry/client-types'
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
}

/** Everything a service may touch. Built once per process, with the actor per request. */
export interface Context {
  actor: { name: string }
  /** Milliseconds since the epoch. */
  now(): number
  newId(): string
  digestOf: DigestOf
  registries: ReadonlyMap<string, ConfiguredRegistry>
  /** Opens on first use: a page that needs no memory never waits for it. */
  store(): Promise<Store>
  log(level: 'info' | 'warn' | 'error', message: string, fields?: Record<string, unknown>): void
}
