import 'server-only'
import type { ConfiguredRegistry } from './context'
import { perRegistry } from './per-registry'

const MINUTE_MS = 60_000
/** A registry is replaced by a newer one now and then. */
const LISTS_KNOWN_MS = 60 * MINUTE_MS
/** Maintenance ends. */
const READ_ONLY_KNOWN_MS = 5 * MINUTE_MS

interface Refusals {
  /** Why nothing may be written, and when it was said. */
  readOnly: { reason: string; at: number } | null
  /** Media types of indexes, and when they were refused. */
  lists: Map<string, number>
}

const refusalsOf = perRegistry((): Refusals => ({ readOnly: null, lists: new Map() }))

/**
 * What registries were found to refuse as such, in memory: reading cannot tell, and the next plan should say it
 * before blobs are sent. Nothing is written to find out: an index of children that cannot exist is stored by
 * registries that allow it, and refused by others in the words of those that know no indexes. Times are in
 * milliseconds since the epoch.
 */
export function refusesWrites(registry: ConfiguredRegistry, now: number): string | null {
  const { readOnly } = refusalsOf(registry)
  return readOnly && now - readOnly.at < READ_ONLY_KNOWN_MS ? readOnly.reason : null
}

export function refusesLists(registry: ConfiguredRegistry, mediaType: string, now: number): boolean {
  const at = refusalsOf(registry).lists.get(mediaType)
  return at !== undefined && now - at < LISTS_KNOWN_MS
}

export function rememberReadOnly(registry: ConfiguredRegistry, reason: string, at: number): void {
  refusalsOf(registry).readOnly = { reason, at }
}

export function rememberNoLists(registry: ConfiguredRegistry, mediaType: string, at: number): void {
  refusalsOf(registry).lists.set(mediaType, at)
}

/** After a push that went through. */
export function forgetRefusals(registry: ConfiguredRegistry): void {
  Object.assign(refusalsOf(registry), { readOnly: null, lists: new Map() })
}
