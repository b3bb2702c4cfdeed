import 'server-only'
import type { TagAtGlance } from '@/lib/coverage/badge'
import type { Place } from './index-store'

/** All that is known of one registry in figures. */
export interface RegistryAtGlance {
  registry: string
  repositories: number
  /** Repositories that did not answer when last asked for their tags. */
  unread: number
  tags: number
  complete: number
  /** Findings that count, by code; tags that can be pulled, by platform key. */
  findings: Record<string, number>
  platforms: Record<string, number>
}

/** The last whole scan of a registry that ended by itself. Times are milliseconds since the epoch. */
export interface ScanAtGlance {
  registry: string
  mode: string
  startedAt: number
  finishedAt: number
  /** Tags and repositories that could not be read. */
  errors: number
}

/** What badges and gauges show: small, from the index alone, and cheap however large it is. */
export interface GlanceStore {
  registries(): Promise<RegistryAtGlance[]>
  /** By registry and mode. */
  scans(): Promise<ScanAtGlance[]>
  /** Null where the index does not know the tag. */
  tag(place: Place, tag: string): Promise<TagAtGlance | null>
}
