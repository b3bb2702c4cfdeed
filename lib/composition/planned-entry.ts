import { type Descriptor, sameDescriptor } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import type { Manifest } from '@/lib/oci/manifest'
import type { Platform } from '@/lib/oci/platform'
import { entryPlatform } from './entry-platform'
import type { OpenedEntry } from './open-sources'
import type { EntryOrigin, PlanEntry } from './plan-types'
import type { Format } from './spec'

/** An entry of the plan with what the checks need to know and the plan does not show. */
export interface PlannedEntry extends PlanEntry {
  /** Carried over from the descriptor of an opened index, into the bytes. */
  extras: Pick<Descriptor, 'urls' | 'data' | 'artifactType'>
  manifest: Manifest | null
  opened: boolean
  /** An attestation that came along with its image; one that the spec lists itself does not. */
  travels: boolean
  /** The source index it came out of, or null. */
  index: Digest | null
  /** The platform fields the spec sets itself. */
  declared: Partial<Platform>
  /** What the spec says beside the platform, as written. */
  specAnnotations: Record<string, string>
  specArtifactType: string | undefined
  attestations: string | undefined
  /** A runnable image, as far as could be read. */
  isImage: boolean
}

/** The profiles after manifest-tool, which writes the attestations that came along after all images. */
export const ATTESTATIONS_LAST: ReadonlySet<Format> = new Set(['docker', 'oci', 'pushml'])

/** Gives every entry its platform and its place. What the spec lists itself keeps its place. */
export function planEntries(profile: Format, opened: readonly OpenedEntry[]): PlannedEntry[] {
  const entries = opened.map((entry) => planEntry(profile, entry))
  if (!ATTESTATIONS_LAST.has(profile)) return entries
  return [...entries.filter(({ travels }) => !travels), ...entries.filter(({ travels }) => travels)]
}

function planEntry(profile: Format, entry: OpenedEntry): PlannedEntry {
  const { descriptor, declared, config, manifest } = entry
  const { mediaType, digest, size, annotations = {}, platform: described = null, ...extras } = descriptor
  const configured = config?.platform ?? null
  const platform: Platform | null = entryPlatform(profile, { declared, described, configured })
  return {
    source: entry.source,
    entry: entry.entry,
    digest,
    mediaType,
    size,
    platform,
    annotations,
    attestation: entry.attestation,
    configured,
    origin: originOf(entry, {
      ...extras,
      mediaType,
      digest,
      size,
      annotations,
      ...(platform && { platform }),
    }),
    extras,
    manifest,
    opened: entry.opened,
    travels: entry.attestation && entry.opened && entry.spec.digest !== digest,
    index: entry.index,
    declared,
    specAnnotations: entry.spec.annotations,
    specArtifactType: entry.spec.artifactType,
    attestations: entry.spec.attestations,
    isImage: manifest === null || manifest.kind === 'image',
  }
}

/** `written` is the entry as the plan writes it. */
function originOf({ index, listed }: OpenedEntry, written: Descriptor): EntryOrigin | null {
  if (index === null || listed === null) return null
  const { place, of, descriptor } = listed
  return { index, place, of, unchanged: sameDescriptor(descriptor, written) }
}

/** What the plan shows of an entry. */
export function shownEntry(planned: PlannedEntry): PlanEntry {
  const { source, entry, digest, mediaType, size, platform, annotations, attestation, extras } = planned
  const { configured, origin } = planned
  const { artifactType } = extras
  return {
    source,
    entry,
    digest,
    mediaType,
    size,
    platform,
    annotations,
    ...(artifactType && { artifactType }),
    attestation,
    configured,
    origin,
  }
}
