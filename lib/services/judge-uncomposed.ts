import 'server-only'
import { clusterRepositories } from '@/lib/composition/suggest-clusters'
import { type Family, findFamilies } from '@/lib/composition/suggest-families'
import { type Holding, type Suggestion, suggestionOf } from '@/lib/composition/suggest-verdict'
import type { RepositoryFacts } from '@/lib/coverage/facts'
import { findingsAbout } from '@/lib/coverage/finding-of'
import type { Finding } from '@/lib/coverage/finding-table'
import { contentOf } from '@/lib/coverage/tag-content'
import { platformKey } from '@/lib/oci/platform'
import { formatReference } from '@/lib/oci/reference'
import { configuredRegistry } from './configured-registry'
import type { Context } from './context'
import { perRegistry } from './per-registry'

/** How long the names of a registry's repositories serve: they say which belong together, and change seldom. */
const NAMES_KEPT_MS = 30_000
/** Of more repositories that belong together by name, only its own tags are looked into. */
const CLUSTER_MAX = 20

interface Names {
  known: ReadonlySet<string>
  /** Of each repository, those it belongs together with; itself included. */
  clusterOf: ReadonlyMap<string, readonly string[]>
}

const namesOf = perRegistry<{ current: Promise<Names> | null; at: number }>(() => ({ current: null, at: 0 }))

/** A finding for each tag that could be composed, told with the repository it would lie in. */
export async function findUncomposed(context: Context, facts: RepositoryFacts): Promise<Finding[]> {
  const suggestions = await uncomposedOf(context, facts)
  return suggestions.filter((suggestion) => !isOutOfStep(facts, suggestion)).map(findingOf)
}

/** A tag composed here that only lacks what its own sources have become is out of step: a finding it has already. */
function isOutOfStep(facts: RepositoryFacts, { repository, tag, sources }: Suggestion): boolean {
  const composition = repository === facts.repository ? facts.compositions.get(tag) : undefined
  if (!composition || composition.digest !== facts.tags.find((each) => each.tag === tag)?.digest) return false
  const own = new Set(composition.sources.map((source) => `${source.repository}:${source.tag}`))
  return sources
    .filter(({ change }) => change === 'added' || change === 'replaced')
    .every((source) => own.has(`${source.repository}:${source.tag}`))
}

/** What could be composed, as far as the index knows: by name, and from what the tags hold. */
export async function uncomposedOf(context: Context, facts: RepositoryFacts): Promise<Suggestion[]> {
  const { registry, repository } = facts
  const names = await registryNames(context, registry)
  const around = names.clusterOf.get(repository) ?? [repository]
  const cluster = around.length > CLUSTER_MAX ? [repository] : around
  const { index } = await context.store()
  const tags = new Map([[repository, presentTags(facts)]])
  for (const other of cluster) {
    if (other === repository) continue
    const known = await index.knownTags({ registry, repository: other })
    tags.set(
      other,
      known.flatMap(({ tag, state }) => (state === 'present' ? [tag] : [])),
    )
  }
  const known = new Set([...names.known, repository])
  const families = findFamilies({ names: known, tags }).filter(
    (family) => tellerOf(family, known) === repository,
  )
  const factsOf = await factsAround(context, facts, families)
  return families.flatMap((family) => suggested(registry, family, factsOf) ?? [])
}

const presentTags = ({ tags }: RepositoryFacts): string[] =>
  tags.flatMap(({ tag, state }) => (state === 'present' ? [tag] : []))

/** One repository tells of a family: the one it would go to, or that of its first member where that is not there. */
const tellerOf = ({ repository, members }: Family, known: ReadonlySet<string>): string | undefined =>
  known.has(repository) ? repository : members[0]?.repository

async function factsAround(
  context: Context,
  facts: RepositoryFacts,
  families: readonly Family[],
): Promise<(repository: string) => RepositoryFacts | null> {
  const { registry, repository: own } = facts
  const { index } = await context.store()
  const known = new Map<string, RepositoryFacts | null>([[own, facts]])
  for (const { repository, members } of families) {
    for (const name of [repository, ...members.map((member) => member.repository)])
      if (!known.has(name)) known.set(name, await index.factsOf({ registry, repository: name }))
  }
  return (repository) => known.get(repository) ?? null
}

function suggested(
  registry: string,
  family: Family,
  factsOf: (repository: string) => RepositoryFacts | null,
): Suggestion | null {
  const members = family.members.flatMap((member) => {
    const held = holdingOf(factsOf(member.repository), member.tag)
    return held === null || held === 'other' ? [] : [{ member, held }]
  })
  const today = holdingOf(factsOf(family.repository), family.tag)
  if (members.length < 2 || today === 'other') return null
  return suggestionOf({
    registry,
    family: { ...family, members: members.map(({ member }) => member) },
    today,
    held: members.map(({ held }) => held),
  })
}

/** Null where there is no such tag; `other` where it is nothing an index could take in, or was not read. */
function holdingOf(facts: RepositoryFacts | null, name: string): Holding | null | 'other' {
  const tag = facts?.tags.find((each) => each.tag === name)
  if (!facts || !tag || tag.state === 'missing') return null
  if (tag.state === 'unreadable' || tag.digest === null) return 'other'
  const { kind, entries } = contentOf(tag.digest, facts.manifests)
  if (kind !== 'index' && kind !== 'image') return 'other'
  const images = entries.map(({ digest, platform, manifest }) => {
    const createdAt = manifest?.image?.createdAt ?? null
    return { digest, platform, createdAt: createdAt === null ? null : new Date(createdAt).toISOString() }
  })
  return { kind, digest: tag.digest, images }
}

function findingOf({ registry, repository, tag, kind, sources }: Suggestion): Finding {
  const ref = formatReference({ registry, repository, tag })
  const images = sources.map((source) => formatReference({ registry, ...source }))
  const platforms = sources.map(({ platform }) => platformKey(platform)).join(', ')
  const message =
    kind === 'new'
      ? `${images.length} tags hold one image each for ${platforms}, and no tag brings them together.`
      : `${tag} does not have what the tags for ${platforms} have now.`
  return findingsAbout(ref)('UNCOMPOSED', message, { details: { sources: images }, fix: 'compose' })
}

async function registryNames(context: Context, registry: string): Promise<Names> {
  const kept = namesOf(configuredRegistry(context, registry))
  const now = context.now()
  if (kept.current && now - kept.at < NAMES_KEPT_MS) return kept.current
  kept.at = now
  kept.current = readNames(context, registry)
  kept.current.catch(() => {
    kept.current = null
  })
  return kept.current
}

async function readNames(context: Context, registry: string): Promise<Names> {
  const { index } = await context.store()
  const names = await index.repositoryNames(registry)
  const clusterOf = new Map<string, readonly string[]>()
  for (const { repositories } of clusterRepositories(names))
    for (const name of repositories) clusterOf.set(name, repositories)
  return { known: new Set(names), clusterOf }
}
