import type { Descriptor } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import type { ImageConfig } from '@/lib/oci/image-config'
import { attestationSubject, isAttestation } from '@/lib/oci/image-index'
import type { IndexManifest, Manifest } from '@/lib/oci/manifest'
import { isIndexType } from '@/lib/oci/media-type'
import type { Platform } from '@/lib/oci/platform'
import type { Reference, ReferenceProblem } from '@/lib/oci/reference'
import type { Result } from '@/lib/oci/result'
import { chooseImages, pickImage, platformOf } from './choose-images'
import { listEntries } from './list-entries'
import type { ResolvedChild, ResolvedManifest, ResolvedSource } from './plan-types'
import type { RawProblem } from './raw-problem'
import { aboutSource, childProblem, indexOpened, noneMatches, notPicked } from './source-problems'
import type { SpecEntry } from './spec'

/** How many indexes may stand inside one another: the source, one in it, and one in that. */
export const INDEX_DEPTH_MAX = 3

/** One entry of the wanted index: pinned, its platform not yet decided. */
export interface OpenedEntry {
  source: string
  /** The place in the spec's `manifests`. */
  entry: number
  /** As the source index has it, with the spec's annotations over it. */
  descriptor: Descriptor
  /** The platform fields the spec sets. */
  declared: Partial<Platform>
  /** Null when it could not be read. */
  manifest: Manifest | null
  config: ImageConfig | null
  attestation: boolean
  /** True when it came out of an index; false when the spec lists this very manifest. */
  opened: boolean
  /** The source index it came out of, or null. */
  index: Digest | null
  /** How that index lists it; null where an index inside that index does. */
  listed: ListedEntry | null
  /** What the spec says beside the platform, as written. */
  spec: SpecEntry
}

/** An entry as its index has it. */
export interface ListedEntry {
  descriptor: Descriptor
  /** Counts from 0. */
  place: number
  /** How many entries the index has. */
  of: number
}

export interface OpenedSource {
  entries: OpenedEntry[]
  problems: RawProblem[]
}

/** Turns one source into entries. An index is opened, and its attestations travel with their images. */
export function openSource(
  spec: SpecEntry,
  entry: number,
  source: Result<ResolvedSource, ReferenceProblem>,
): OpenedSource {
  const about = aboutSource(spec, entry)
  if (!source.ok) return failed({ code: 'SOURCE_REFERENCE_INVALID', ...about, message: source.error.message })
  const { resolved, reference } = source.value
  switch (resolved.status) {
    case 'missing':
      return failed({
        code: 'SOURCE_MISSING',
        ...about,
        message: `The registry has no ${spec.image}.`,
        fix: { kind: 'remove-entry', entry },
      })
    case 'unreadable':
      return failed({
        code: 'SOURCE_UNREADABLE',
        ...about,
        message: `${spec.image} could not be read: ${resolved.message}`,
      })
    case 'present':
      if (resolved.manifest.kind === 'index')
        return openIndex(spec, entry, { ...resolved, manifest: resolved.manifest, reference })
      if (spec.digest && spec.digest !== resolved.manifest.digest) return failed(notPicked(spec, entry))
      return { entries: [listedEntry(spec, entry, resolved)], problems: [] }
  }
}

const failed = (problem: RawProblem): OpenedSource => ({ entries: [], problems: [problem] })

function listedEntry(
  spec: SpecEntry,
  entry: number,
  { manifest, config }: Extract<ResolvedManifest, { status: 'present' }>,
): OpenedEntry {
  const { mediaType, digest, size } = manifest
  const { annotations, artifactType, platform: declared } = spec
  const platform = { os: '', architecture: '', ...(config?.platform ?? {}), ...declared }
  return {
    source: spec.image,
    entry,
    descriptor: {
      mediaType,
      digest,
      size,
      ...(Object.keys(annotations).length > 0 && { annotations }),
      ...(artifactType && { artifactType }),
    },
    declared,
    manifest,
    config,
    attestation:
      isAttestation({ annotations, platform }) ||
      (platform.os === 'unknown' && platform.architecture === 'unknown'),
    opened: false,
    index: null,
    listed: null,
    spec,
  }
}

interface SourceIndex {
  reference: Reference
  manifest: IndexManifest
  children: readonly ResolvedChild[]
}

function openIndex(
  spec: SpecEntry,
  entry: number,
  { manifest, children, reference }: SourceIndex,
): OpenedSource {
  const problems: RawProblem[] = []
  const all = flatten(children, [manifest.digest], (path) => problems.push(tooDeep(spec, entry, path)))
  const picks = spec.digest !== undefined && spec.digest !== manifest.digest
  const offered = all.filter(({ descriptor }) =>
    picks ? descriptor.digest === spec.digest : !isAttestation(descriptor),
  )
  if (picks && offered.length === 0) return { entries: [], problems: [...problems, notPicked(spec, entry)] }
  const { taken, replatformed } = picks
    ? pickImage(offered, spec.platform)
    : chooseImages(offered, spec.platform)
  if (!taken)
    return { entries: [], problems: [...problems, noneMatches(spec, entry, offered.map(platformOf))] }

  const chosen = withAttestations(spec, all, taken)
  const entries = chosen.map((child) => ({
    ...openedEntry(spec, entry, child, replatformed),
    index: manifest.digest,
    listed: listedIn(children, child),
    spec,
  }))
  const { registry, repository } = reference
  const pinned = { registry, repository, digest: manifest.digest }
  const listed = (children: readonly ResolvedChild[]) =>
    listEntries(
      pinned,
      children.map(({ descriptor }) => descriptor),
    )
  if (!picks) problems.push(indexOpened(spec, entry, all.length, entries, replatformed ? [] : listed(chosen)))
  for (const child of chosen) {
    const others = picks ? null : listed(chosen.filter((other) => other !== child))
    problems.push(...childProblem(spec, entry, child, others))
  }
  return { entries, problems }
}

function listedIn(children: readonly ResolvedChild[], child: ResolvedChild): ListedEntry | null {
  const place = children.indexOf(child)
  return place < 0 ? null : { descriptor: child.descriptor, place, of: children.length }
}

/** In the order of the source; what describes a taken image comes along, unless the spec strips it. */
function withAttestations(
  { attestations }: SpecEntry,
  all: readonly ResolvedChild[],
  taken: readonly ResolvedChild[],
): ResolvedChild[] {
  const digests = new Set(taken.map(({ descriptor }) => descriptor.digest))
  return all.filter((child) => {
    if (taken.includes(child)) return true
    const travels = attestations !== 'strip' && isAttestation(child.descriptor)
    return travels && digests.has(attestationSubject(child.descriptor) ?? '')
  })
}

/** The entries in order, those of nested indexes in their index's place. `tooDeep` is told of what stays closed. */
function flatten(
  children: readonly ResolvedChild[],
  path: readonly Digest[],
  tooDeep: (path: readonly Digest[]) => void,
): ResolvedChild[] {
  return children.flatMap((child) => {
    const { descriptor, resolved } = child
    const nested = resolved.status === 'present' && resolved.manifest.kind === 'index' ? resolved : null
    if (!nested && !isIndexType(descriptor.mediaType)) return [child]
    const deeper = [...path, descriptor.digest]
    if (path.includes(descriptor.digest) || deeper.length > INDEX_DEPTH_MAX) {
      tooDeep(deeper)
      return []
    }
    return nested ? flatten(nested.children, deeper, tooDeep) : [child]
  })
}

function openedEntry(
  spec: SpecEntry,
  entry: number,
  { descriptor, resolved }: ResolvedChild,
  replatformed: boolean,
): Omit<OpenedEntry, 'index' | 'listed' | 'spec'> {
  const attestation = isAttestation(descriptor)
  const present = resolved.status === 'present' ? resolved : null
  const own = attestation && descriptor.digest !== spec.digest ? NOTHING : spec
  const annotations = mergeAnnotations(descriptor.annotations ?? {}, own.annotations)
  const { platform, ...rest } = { ...descriptor, ...(own.artifactType && { artifactType: own.artifactType }) }
  // An image taken for another platform than its index gave it: that word no longer counts.
  const keepsPlatform = platform && !(replatformed && (spec.platform.os || spec.platform.architecture))
  return {
    source: spec.image,
    entry,
    descriptor: { ...rest, annotations, ...(keepsPlatform && { platform }) },
    declared: attestation ? {} : spec.platform,
    manifest: present?.manifest ?? null,
    config: present?.config ?? null,
    attestation,
    opened: true,
  }
}

/** What a spec says of an image is not said of the attestations that come with it. */
const NOTHING: Pick<SpecEntry, 'annotations' | 'artifactType'> = { annotations: {} }

/** Those of the spec come over those of the source index; an emptied one is taken away. */
function mergeAnnotations(
  source: Readonly<Record<string, string>>,
  spec: Readonly<Record<string, string>>,
): Record<string, string> {
  const merged = Object.entries({ ...source, ...spec })
  return Object.fromEntries(merged.filter(([key, value]) => value !== '' || source[key] === ''))
}

/** `path` holds the digests from the source index down to the one that stays closed. */
function tooDeep(spec: SpecEntry, entry: number, path: readonly Digest[]): RawProblem {
  const last = path.at(-1) ?? ''
  const message = path.slice(0, -1).includes(last)
    ? `${spec.image} contains itself (${last}).`
    : `${spec.image} nests more than ${INDEX_DEPTH_MAX} indexes in one another.`
  return { code: 'INDEX_TOO_DEEP', ...aboutSource(spec, entry), message }
}
