import type { Digest } from '@/lib/oci/digest'
import { type Platform, platformKey } from '@/lib/oci/platform'
import type { CompositionSpec, SpecEntry } from './spec'
import type { Family, FamilyMember } from './suggest-families'

/** An image found under a tag, as far as it was read. */
export interface HeldImage {
  digest: Digest
  /** Null where neither the index nor the config says. */
  platform: Platform | null
  /** Null where nobody says, or nobody asked. */
  createdAt: string | null
}

/** What a tag points to now: an image, or the images of an index, attestations left out. */
export interface Holding {
  kind: 'image' | 'index'
  digest: Digest
  images: HeldImage[]
  /** Of the index; an image's own are no index's. */
  annotations?: Record<string, string>
  artifactType?: string
  /** A digest in the target's repository. */
  subject?: Digest
}

/** `older`: the tag has a newer image for this platform already, so this one stays out. */
export type SourceChange = 'added' | 'replaced' | 'kept' | 'older'

export interface SuggestedSource extends FamilyMember {
  change: SourceChange
}

/**
 * `new`: the tag is not there yet. `single`: it is, as one image of one platform. `incomplete`: it is an index that
 * lacks some of these, or has others in their place.
 */
export interface Suggestion {
  registry: string
  repository: string
  tag: string
  kind: 'new' | 'single' | 'incomplete'
  sources: SuggestedSource[]
  /** What the tag has today. */
  today: { digest: Digest; platforms: Platform[] } | null
  spec: CompositionSpec
}

export interface FamilyFacts {
  registry: string
  family: Family
  /** What the target's tag is today; null where it is not there. */
  today: Holding | null
  /** What each member holds, in their order. Null where that was not read. */
  held: readonly (Holding | null)[]
}

/** Whether an index already serves all the images of its family: by digest, opened or as a whole. */
export function isComposed({ today, held }: Pick<FamilyFacts, 'today' | 'held'>): boolean {
  return today?.kind === 'index' && held.every((holding) => holding !== null && isServed(holding, today))
}

/**
 * What to suggest for a family; null where it is composed already, or too little of it is of use. What the tag has
 * today for other platforms stays in it: a suggestion never takes a platform away.
 */
export function suggestionOf(facts: FamilyFacts): Suggestion | null {
  const { registry, family, today, held } = facts
  const { repository, tag } = family
  if (isComposed(facts)) return null
  const sources = family.members.map((member, place) => ({
    ...member,
    change: today ? changeOf(member, held[place] ?? null, today) : ('added' as const),
  }))
  const changes = sources.some(({ change }) => change === 'added' || change === 'replaced')
  if (today?.kind === 'index' && !changes) return null
  const manifests = today
    ? entriesOver(facts, sources, today)
    : sources.map((source, place) => entryOf(facts, source, place))
  if (manifests.length < 2) return null
  return {
    registry,
    repository,
    tag,
    kind: today === null ? 'new' : today.kind === 'image' ? 'single' : 'incomplete',
    sources,
    today: today && {
      digest: today.digest,
      platforms: today.images.flatMap(({ platform }) => platform ?? []),
    },
    spec: {
      image: `${registry}/${repository}:${tag}`,
      tags: [],
      format: null,
      mediaType: null,
      annotations: today?.annotations ?? {},
      ...(today?.artifactType && { artifactType: today.artifactType }),
      ...(today?.subject && { subject: today.subject }),
      manifests,
    },
  }
}

function isServed(holding: Holding, today: Holding): boolean {
  const digests = new Set(today.images.map(({ digest }) => digest))
  if (digests.has(holding.digest)) return true
  return holding.images.length > 0 && holding.images.every(({ digest }) => digests.has(digest))
}

function changeOf(member: FamilyMember, held: Holding | null, today: Holding): SourceChange {
  if (held && isServed(held, today)) return 'kept'
  const offered = held?.images.find(({ platform }) => platform !== null)
  const key = platformKey(offered?.platform ?? member.platform)
  const standing = today.images.find(({ platform }) => platform && platformKey(platform) === key)
  if (!standing) return 'added'
  return offered && isOlder(offered, standing) ? 'older' : 'replaced'
}

function isOlder(offered: HeldImage, standing: HeldImage): boolean {
  if (offered.createdAt === null || standing.createdAt === null) return false
  return Date.parse(offered.createdAt) < Date.parse(standing.createdAt)
}

/** Where nothing is replaced the whole index goes in as it is, else image by image: attestations come along either way. */
function entriesOver(facts: FamilyFacts, sources: readonly SuggestedSource[], today: Holding): SpecEntry[] {
  const { registry, family } = facts
  const standing = entry(`${registry}/${family.repository}@${today.digest}`)
  const entriesOf = (...changes: SourceChange[]) =>
    sources.flatMap((source, place) =>
      changes.includes(source.change) ? [entryOf(facts, source, place)] : [],
    )
  if (today.kind === 'index' && !sources.some(({ change }) => change === 'replaced'))
    return [standing, ...entriesOf('added')]
  const covered = new Set(
    sources.flatMap((source, place) =>
      source.change === 'older' ? [] : servedBy(source, facts.held[place] ?? null),
    ),
  )
  const left = today.images.filter(
    ({ digest, platform }) => !covered.has(digest) && !(platform && covered.has(platformKey(platform))),
  )
  const kept =
    today.kind === 'image' ? left.map(() => standing) : left.map((image) => picked(standing, image, today))
  return [...entriesOf('added', 'replaced', 'kept'), ...kept]
}

/** One image under two platforms: the digest alone does not tell which of them is meant. */
function picked(standing: SpecEntry, { digest, platform }: HeldImage, { images }: Holding): SpecEntry {
  const repeated = images.filter((image) => image.digest === digest).length > 1
  return { ...standing, digest, platform: (repeated && platform) || {} }
}

/** The platforms and the digests a source brings: what its images say, else what its name does. */
function servedBy({ platform }: FamilyMember, held: Holding | null): string[] {
  const images = held?.images ?? []
  const said = images.flatMap((image) => (image.platform ? [platformKey(image.platform)] : []))
  return [...images.map(({ digest }) => digest), ...(said.length > 0 ? said : [platformKey(platform)])]
}

/** The platform is read from the image; where its config was read and says none, the name is all there is. */
function entryOf(
  { registry, held }: FamilyFacts,
  { repository, tag, platform }: FamilyMember,
  place: number,
): SpecEntry {
  const holding = held[place]
  const silent = holding?.kind === 'image' && holding.images.every((image) => image.platform === null)
  return entry(`${registry}/${repository}:${tag}`, silent ? platform : {})
}

const entry = (image: string, platform: Partial<Platform> = {}): SpecEntry => ({
  image,
  platform,
  annotations: {},
})
