import { type Platform, platformKey, samePlatform } from '@/lib/oci/platform'
import { isTag } from '@/lib/oci/reference'
import { type RepositoryReading, readRepository } from './suggest-clusters'
import { byText, groupBy } from './suggest-groups'
import { type PlatformReading, readPlatformWords } from './suggest-words'

/** One image for one platform, as its name tells. */
export interface FamilyMember {
  repository: string
  tag: string
  platform: Platform
}

/** Images that are one and the same for several platforms, and the tag they could share. */
export interface Family {
  repository: string
  tag: string
  /** At least two, each of another platform, sorted by it. */
  members: FamilyMember[]
}

export interface RegistryContent {
  /** Every repository that is known. */
  names: ReadonlySet<string>
  /** The tags of those that were looked into. */
  tags: ReadonlyMap<string, readonly string[]>
}

/** Where the platform is named; of two ways to the same target with as many platforms, the earlier wins. */
const STYLES = ['tag', 'both', 'repository', 'bare'] as const
type Style = (typeof STYLES)[number]

interface Candidate extends FamilyMember {
  style: Style
  target: { repository: string; tag: string }
  loose: boolean
}

interface Draft {
  style: Style
  target: Candidate['target']
  members: Candidate[]
}

/** Signatures and attestations stand under tags of their own (cosign); they are no images. */
const ATTACHMENT = /^sha256-[0-9a-f]{64}|\.(?:sig|att|sbom)$/

/**
 * The families in what a registry holds, by names alone. The order of what is given does not matter; an image is
 * in one family at most, the one with the most platforms. Sorted by target.
 */
export function findFamilies(content: RegistryContent): Family[] {
  const candidates = withoutSettledDoubts(
    [...content.tags].flatMap(([name, tags]) => candidatesOf(content, name, tags)),
  )
  const drafts = groupBy(candidates, (candidate) => `${candidate.style} ${targetKey(candidate)}`)
  const whole = [...drafts.values()].flatMap(draftOf).sort(betterFirst)
  const targets = new Set<string>()
  const taken = new Set<string>()
  const families: Family[] = []
  for (const draft of whole) {
    const members = onePerPlatform(draft.members.filter((member) => !taken.has(sourceKey(member))))
    if (members.length < 2 || targets.has(targetKey(draft))) continue
    targets.add(targetKey(draft))
    for (const member of draft.members) taken.add(sourceKey(member))
    families.push({
      ...draft.target,
      members: members.map(({ repository, tag, platform }) => ({ repository, tag, platform })),
    })
  }
  return families.sort((a, b) => byText(`${a.repository}:${a.tag}`, `${b.repository}:${b.tag}`))
}

function candidatesOf({ names }: RegistryContent, repository: string, tags: readonly string[]): Candidate[] {
  const ofRepository = readRepository(repository, names)
  return [...new Set(tags)].flatMap((tag) => {
    if (!isTag(tag) || ATTACHMENT.test(tag)) return []
    const ofTag = readPlatformWords(tag)
    const found: Candidate[] = []
    const add = (
      style: Style,
      parts: { repository?: RepositoryReading; tag?: PlatformReading },
      platform: Platform,
    ) => {
      const rest = parts.tag ? parts.tag.rest || 'latest' : tag
      const target = { repository: parts.repository?.target ?? repository, tag: rest }
      const loose = Boolean(parts.repository?.loose || parts.tag?.loose)
      if (isTag(rest)) found.push({ repository, tag, platform, style, target, loose })
    }
    for (const reading of ofTag) add(reading.rest === '' ? 'bare' : 'tag', { tag: reading }, reading.platform)
    for (const reading of ofRepository) {
      add('repository', { repository: reading }, reading.platform)
      for (const inTag of ofTag) {
        const platform = agreed(reading.platform, inTag.platform)
        if (platform) add('both', { repository: reading, tag: inTag }, platform)
      }
    }
    return found
  })
}

/** Name and tag both speak of a platform: the same one, or the tag says more. */
function agreed(repository: Platform, tag: Platform): Platform | null {
  if (samePlatform(repository, tag)) return tag
  const more = { ...repository, ...tag }
  return repository.architecture === tag.architecture && !repository.variant && !repository['os.version']
    ? more
    : null
}

/** `1.2-amd64-v2` beside `1.2-arm64-v2`: the v2 is the name's. Only where no such pair is found is it a variant. */
function withoutSettledDoubts(candidates: readonly Candidate[]): Candidate[] {
  const strict = candidates.filter(({ loose }) => !loose)
  const groups = groupBy(strict, (candidate) => `${candidate.style} ${targetKey(candidate)}`)
  const settled = new Set(
    [...groups.values()].flatMap((group) => (draftOf(group).length > 0 ? group.map(sourceKey) : [])),
  )
  return candidates.filter((candidate) => !candidate.loose || !settled.has(sourceKey(candidate)))
}

function draftOf(members: Candidate[]): Draft[] {
  const [first] = members
  if (!first || onePerPlatform(members).length < 2) return []
  return [{ style: first.style, target: first.target, members }]
}

/** Of two names for one platform the more certain, the more exact, the shorter one. */
function onePerPlatform(members: readonly Candidate[]): Candidate[] {
  const byPlatform = groupBy(members, ({ platform }) => platformKey(platform))
  return [...byPlatform]
    .sort(([a], [b]) => byText(a, b))
    .flatMap(([, same]) => same.toSorted(surerFirst).slice(0, 1))
}

function surerFirst(a: Candidate, b: Candidate): number {
  const [left, right] = [sourceKey(a), sourceKey(b)]
  return (
    Number(a.loose) - Number(b.loose) ||
    Number(!a.platform.variant) - Number(!b.platform.variant) ||
    left.length - right.length ||
    byText(left, right)
  )
}

function betterFirst(a: Draft, b: Draft): number {
  return (
    onePerPlatform(b.members).length - onePerPlatform(a.members).length ||
    STYLES.indexOf(a.style) - STYLES.indexOf(b.style) ||
    byText(targetKey(a), targetKey(b))
  )
}

const targetKey = ({ target }: Pick<Candidate, 'target'>) => `${target.repository}:${target.tag}`
const sourceKey = ({ repository, tag }: FamilyMember) => `${repository}:${tag}`
