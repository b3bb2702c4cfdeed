import type { Digest } from '@/lib/oci/digest'
import { formatReference } from '@/lib/oci/reference'
import { compareTags } from '@/lib/oci/tag-order'
import type { ManifestFacts, RepositoryFacts, TagFacts } from './facts'
import { byGravity, type Found, findingsAbout } from './finding-of'
import type { Finding } from './finding-table'
import { childFindings, keyOf, requiredFindings } from './findings-children'
import { lockstepFindings, lostFindings, type Predecessor, withoutVersion } from './findings-history'
import {
  baselineFindings,
  duplicateFindings,
  familyFindings,
  misdeclaredFindings,
  orphanFindings,
  osVersionFindings,
  skewFindings,
  unreachedFindings,
} from './findings-platforms'
import type { JudgedCell, JudgedTag, RepositoryJudgement } from './judgement'
import { predecessors } from './release-order'
import type { Rules } from './rules'
import { summaryOf } from './summary'
import { type ContentEntry, contentOf, type TagContent } from './tag-content'

/**
 * What is true and what is wrong with every tag of a repository, from what is known of it. Pure: the same facts and
 * rules give the same judgement. `uncomposed`: findings of tags that could be composed, which ask for other
 * repositories' names as well.
 */
export function judgeRepository(
  facts: RepositoryFacts,
  rules: Rules,
  uncomposed: readonly Finding[] = [],
): RepositoryJudgement {
  const judge = createTagJudge(facts, rules)
  const tags = facts.tags.toSorted((a, b) => compareTags(a.tag, b.tag)).map((tag, rank) => judge(tag, rank))
  const { registry, repository } = facts
  const findings = uncomposed.map((finding) => {
    const tag = finding.ref.slice(finding.ref.lastIndexOf(':') + 1)
    return withIgnored(finding, rules.ignored({ registry, repository, tag }, finding))
  })
  return { tags, findings, summary: summaryOf(tags, findings) }
}

function createTagJudge(facts: RepositoryFacts, rules: Rules) {
  const contents = new Map<Digest, TagContent>()
  const contentAt = (digest: Digest): TagContent => {
    const known = contents.get(digest) ?? contentOf(digest, facts.manifests)
    contents.set(digest, known)
    return known
  }
  const before = createPredecessors(facts, contentAt)

  function findingsOf(tag: TagFacts, content: TagContent | null, found: Found): Finding[] {
    const required = rules.requiredOf({ ...placeOf(facts), tag: tag.tag })
    if (tag.state === 'missing')
      return [
        found('TAG_MISSING', tag.problem ?? `${tag.tag} is listed, but the registry has nothing under it.`),
      ]
    if (tag.state === 'unreadable' || tag.digest === null || content === null) {
      const severity = required.length > 0 ? 'error' : undefined
      return [found('TAG_UNREADABLE', tag.problem ?? `${tag.tag} could not be read.`, { severity })]
    }
    const name = tag.tag
    const named = content.entries.flatMap((entry) => keyOf(entry) ?? [])
    const history = facts.history.get(name) ?? []
    return [
      ...requiredFindings(name, content, required, found),
      ...(content.kind === 'artifact'
        ? []
        : lostFindings(name, { digest: tag.digest, named }, { history, predecessor: before(name) }, found)),
      ...childFindings(name, content, required, found),
      ...misdeclaredFindings(name, content, found),
      ...duplicateFindings(name, content, found),
      ...unreachedFindings(name, content, found),
      ...baselineFindings(name, content, found),
      ...osVersionFindings(name, content, found),
      ...familyFindings(name, content, found),
      ...skewFindings(name, content, found),
      ...orphanFindings(name, content, found),
      ...lockstepFindings(name, tag.digest, facts.compositions.get(name), found),
      ...(content.schema1
        ? [found('SCHEMA1', `${name} holds a manifest of schema 1: clients of today do not pull it.`)]
        : []),
    ]
  }

  return (tag: TagFacts, rank: number): JudgedTag => {
    const place = { ...placeOf(facts), tag: tag.tag }
    const content = tag.digest === null || tag.state === 'missing' ? null : contentAt(tag.digest)
    const findings = findingsOf(tag, content, findingsAbout(formatReference(place)))
      .sort(byGravity)
      .map((finding) => withIgnored(finding, rules.ignored(place, finding)))
    return { tag: tag.tag, rank, ...shownOf(tag, content), findings }
  }
}

const placeOf = ({ registry, repository }: RepositoryFacts) => ({ registry, repository })

const withIgnored = (finding: Finding, ignored: Finding['ignored']): Finding =>
  ignored ? { ...finding, ignored } : finding

/** The release before each tag; only where both are something that can be pulled. */
function createPredecessors(
  facts: RepositoryFacts,
  contentAt: (digest: Digest) => TagContent,
): (tag: string) => Predecessor | null {
  const before = predecessors(facts.tags.map(({ tag }) => tag))
  const byName = new Map(facts.tags.map((tag) => [tag.tag, tag]))
  const imagesOf = (name: string): TagContent | null => {
    const tag = byName.get(name)
    const content = tag?.digest && tag.state !== 'missing' ? contentAt(tag.digest) : null
    return content?.kind === 'index' || content?.kind === 'image' ? content : null
  }
  return (name) => {
    const tag = before.get(name)
    if (tag === undefined || !imagesOf(name)) return null
    const content = imagesOf(tag)
    return content && { tag, platforms: content.entries.flatMap((entry) => keyOf(entry) ?? []) }
  }
}

/** What the matrix and the tag table show of a tag. Of one that cannot be read: what was known, as unreadable. */
function shownOf(tag: TagFacts, content: TagContent | null): Omit<JudgedTag, 'tag' | 'rank' | 'findings'> {
  if (content === null) return { ...NOTHING_SHOWN, kind: tag.state === 'missing' ? 'missing' : 'unknown' }
  const cells = cellsOf(content.entries, tag.state === 'unreadable')
  const present = Object.keys(cells).filter((key) => cells[key]?.status === 'present')
  return {
    kind: content.kind,
    mediaType: content.manifest?.mediaType ?? null,
    artifactType: content.manifest?.artifactType ?? null,
    size: distinctSize(content),
    createdAt: newestOf(content.entries),
    attestations: content.attestations.length,
    cells,
    offers: [...new Set(present.flatMap((key) => [key, withoutVersion(key)]))],
  }
}

const NOTHING_SHOWN: Omit<JudgedTag, 'tag' | 'rank' | 'findings'> = {
  kind: 'unknown',
  mediaType: null,
  artifactType: null,
  size: null,
  createdAt: null,
  attestations: 0,
  cells: {},
  offers: [],
}

/** Clients take the first of two equal entries; the second is a finding of its own. */
function cellsOf(entries: readonly ContentEntry[], unreadable: boolean): Record<string, JudgedCell> {
  const cells = new Map<string, JudgedCell>()
  for (const entry of entries) {
    const key = keyOf(entry)
    if (key === undefined || cells.has(key)) continue
    const status = unreadable ? 'unreadable' : entry.state
    cells.set(key, { status, digest: entry.digest, size: pullSize(entry.manifest) })
  }
  return Object.fromEntries(cells)
}

const pullSize = (manifest: ManifestFacts | null): number | null =>
  manifest && manifest.blobs.length > 0 ? manifest.blobs.reduce((sum, { size }) => sum + size, 0) : null

/** Bytes of all blobs, a shared one counted once; null where a part was never read. */
function distinctSize({ kind, manifest, entries }: TagContent): number | null {
  const manifests = kind === 'index' ? entries.map((entry) => entry.manifest) : [manifest]
  if (manifests.some((one, place) => one === null && entries[place]?.state !== 'missing')) return null
  const blobs = new Map(
    manifests.flatMap((one) => one?.blobs ?? []).map(({ digest, size }) => [digest, size]),
  )
  if (blobs.size === 0) return null
  return [...blobs.values()].reduce((sum, size) => sum + size, 0)
}

function newestOf(entries: readonly ContentEntry[]): number | null {
  const times = entries.flatMap(({ manifest }) => manifest?.image?.createdAt ?? [])
  return times.length > 0 ? Math.max(...times) : null
}
