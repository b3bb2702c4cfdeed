import type { Descriptor } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import type { ImageConfig } from '@/lib/oci/image-config'
import type { Manifest } from '@/lib/oci/manifest'
import type { Platform } from '@/lib/oci/platform'
import type { Reference } from '@/lib/oci/reference'
import type { Problem } from './problems'
import type { Format } from './spec'

/** A manifest a source resolved to, as far as it could be read. */
export type ResolvedManifest =
  | { status: 'present'; manifest: Manifest; config: ImageConfig | null; children: ResolvedChild[] }
  | { status: 'missing' }
  | { status: 'unreadable'; message: string }

/** An entry of an index that was opened. Images have a config, nested indexes have children. */
export interface ResolvedChild {
  descriptor: Descriptor
  resolved: ResolvedManifest
}

/** One source of the spec, looked up: the plan is computed from these, never from the network. */
export interface ResolvedSource {
  reference: Reference
  resolved: ResolvedManifest
}

/** What the spec's subject came to when it was looked up. */
export type ResolvedSubject =
  | { status: 'present'; reference: Reference; descriptor: Descriptor }
  | { status: 'missing' }
  | { status: 'unreadable' | 'invalid'; message: string }

/** What the target's tags hold before the push. */
export interface TargetTag {
  tag: string
  digest: Digest | null
  /** The platforms it serves today; empty for a new tag. */
  platforms: { platform: Platform; digest: Digest }[]
}

/** One entry of the wanted index, pinned. The API answers it in this shape. */
export interface PlanEntry {
  /** The spec's reference it came from. */
  source: string
  /** Its place in the spec's `manifests`. */
  entry: number
  digest: Digest
  mediaType: string
  size: number
  platform: Platform | null
  annotations: Record<string, string>
  artifactType?: string
  attestation: boolean
  /** What the image's own config says; null where it says nothing, or there is none. */
  configured: Platform | null
  /** Where a source index lists it; null for what the spec names itself, or what an index inside that index lists. */
  origin: EntryOrigin | null
}

export interface EntryOrigin {
  index: Digest
  /** Counts from 0. */
  place: number
  /** How many entries that index has. */
  of: number
  /** Whether it is written just as that index has it. */
  unchanged: boolean
}

/** What one entry of the spec came to when it was looked up. The API answers it in this shape. */
export interface PlanSource {
  entry: number
  ref: string
  status: ResolvedManifest['status'] | 'invalid'
  digest: Digest | null
  mediaType: string | null
  message?: string
}

export interface PlatformChange {
  platform: string
  before: Digest | null
  after: Digest | null
}

export interface PlanChange {
  added: PlatformChange[]
  removed: PlatformChange[]
  replaced: PlatformChange[]
  kept: PlatformChange[]
}

export interface CompositionPlan {
  digest: Digest
  /** Bytes. */
  size: number
  mediaType: string
  profile: Format
  /** Why this profile, as a sentence. */
  profileReason: string
  bytes: Uint8Array
  entries: PlanEntry[]
  sources: PlanSource[]
  /** False while a source could not be opened: the bytes are those of what is left. */
  complete: boolean
  change: PlanChange
  problems: Problem[]
}
