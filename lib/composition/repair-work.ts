import type { Descriptor } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import { type Platform, platformKey } from '@/lib/oci/platform'
import type { CompositionSpec, SpecEntry } from './spec'

/** What is wrong with a tag, as an audit tells it. */
export interface Ailment {
  code: string
  platform?: string
  /** What it is about in values; `digest` and `built` are read. */
  details?: Record<string, unknown>
}

/** An image for a platform that can be had: the entry that takes it, and where it comes from in words. */
export interface Offer {
  entry: SpecEntry
  from: string
}

export interface RepairInput {
  /** What makes the tag again as it is, entry by entry. */
  spec: CompositionSpec
  /** The entries of the index as it is; none of an image alone. */
  descriptors: readonly Descriptor[]
  /** What an image's own config says, where it is known. */
  configured: ReadonlyMap<Digest, Platform>
  ailments: readonly Ailment[]
  /** By `platformKey`; of platforms that are wanted. */
  offers: ReadonlyMap<string, Offer>
}

/** A repair under way. */
export interface Work extends RepairInput {
  entries: SpecEntry[]
  /** Platforms brought back already: one image cures all that asks for it. */
  added: Set<string>
}

/** Fields a spec sets come over those of the index; it cannot take one away, so then the image is named by itself. */
export function replatformed(
  work: Work,
  entry: SpecEntry,
  declared: Platform | null,
  platform: Platform,
): SpecEntry {
  const takesAway = (['variant', 'os.version', 'os.features', 'features'] as const).some(
    (field) => declared?.[field] !== undefined && platform[field] === undefined,
  )
  if (!takesAway || entry.digest === undefined) return { ...entry, platform }
  const { annotations = {} } = work.descriptors.find(({ digest }) => digest === entry.digest) ?? {}
  const { digest, image, ...rest } = entry
  return { ...rest, image: `${image.slice(0, image.lastIndexOf('@'))}@${digest}`, platform, annotations }
}

export function placeOf(work: Work, { platform, details }: Ailment): number {
  const { digest } = details ?? {}
  return work.entries.findIndex((entry) =>
    digest === undefined ? keyOf(work, entry) === platform : entry.digest === digest,
  )
}

export function declaredOf(
  { descriptors, configured }: Work,
  { digest, platform }: SpecEntry,
): Platform | null {
  const { os, architecture } = platform
  if (os !== undefined && architecture !== undefined) return { ...platform, os, architecture }
  if (digest === undefined) return null
  return descriptors.find((it) => it.digest === digest)?.platform ?? configured.get(digest) ?? null
}

export function keyOf(work: Work, entry: SpecEntry): string | null {
  const platform = declaredOf(work, entry)
  return platform && platformKey(platform)
}
