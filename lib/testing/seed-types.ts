import type { Family } from '@/lib/oci/media-type'
import type { SeedPlatform } from './seed-platforms'

/**
 * What the registry's disk has lost of an image or an attestation: its manifest, its config or a layer is gone (404)
 * or its record is torn (500).
 */
export type Damage = 'manifest-gone' | 'manifest-torn' | 'config-gone' | 'config-torn' | 'layer-gone'

export interface SeedImage {
  kind: 'image'
  /** Unique in the plan; its bytes follow from it. */
  id: string
  /** What its config says. */
  platform: SeedPlatform
  family: Family
  /** When it was built: days since the beginning of 2026. */
  day: number
  /** Has a layer that no other image has. */
  ownLayer?: boolean
  damage?: Damage
}

export interface SeedEntry {
  image: SeedImage
  /** What the index says; null where it says nothing. */
  declared: SeedPlatform | null
}

/** As BuildKit adds them. */
export interface SeedAttestation {
  id: string
  /** The image it describes. One that is no entry of the same index makes it an orphan. */
  of: SeedImage
  damage?: Damage
}

export interface SeedIndex {
  kind: 'index'
  id: string
  family: Family
  entries: SeedEntry[]
  /** Indexes that are entries themselves, after all images, without a platform. */
  inner: SeedIndex[]
  /** After all else. */
  attestations: SeedAttestation[]
}

export interface SeedOther {
  kind: 'artifact' | 'schema1'
  id: string
}

export type SeedContent = SeedImage | SeedIndex | SeedOther

/** A tag that is a version, taken apart. */
export interface SeedVersion {
  numbers: number[]
  flavour: string
  prerelease: boolean
}

export interface SeedTag {
  name: string
  version: SeedVersion | null
  content: SeedContent
  /** The registry's record of where the tag points: `gone` is a 404 on a listed tag, `torn` a 500. */
  link: 'whole' | 'gone' | 'torn'
}

export const STYLES = [
  'release',
  'composed',
  'attested',
  'docker',
  'windows',
  'levels',
  'singles',
  'siblings',
  'words',
  'charts',
  'nested',
] as const

/** How the tags of a repository are made. */
export type SeedStyle = (typeof STYLES)[number]

export interface SeedRepository {
  name: string
  group: string
  style: SeedStyle
  tags: SeedTag[]
}

/** All of a registry at one moment. */
export type SeedState = SeedRepository[]

/** A tag that was composed from per-architecture tags of its repository, as they were in the first state. */
export interface SeedComposition {
  repository: string
  tag: string
  sources: { tag: string; platform: SeedPlatform }[]
}

/** Platforms required of the tags of a group: `*`, or those that begin with `v`. */
export interface SeedPolicy {
  group: string
  tags: '*' | 'v*'
  require: SeedPlatform[]
}
