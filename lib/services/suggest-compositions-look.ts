import 'server-only'
import { LRUCache } from 'lru-cache'
import pMap from 'p-map'
import { type Family, findFamilies } from '@/lib/composition/suggest-families'
import type { Suggestion } from '@/lib/composition/suggest-verdict'
import { compareTags } from '@/lib/oci/tag-order'
import { RegistryError } from '@/lib/registry/errors'
import type { ConfiguredRegistry } from './context'
import { perRegistry } from './per-registry'
import type { SuggestionScope } from './suggest-compositions-scope'
import { checkFamily } from './suggest-compositions-target'
import { listTagNames } from './tag-names'

/** At most `CLUSTERS_AT_ONCE * READS_AT_ONCE` calls: people who look at a page meanwhile have connections left. */
const CLUSTERS_AT_ONCE = 2
const READS_AT_ONCE = 3
/** Of a repository with more, the newest are looked at. */
const FAMILIES_MAX = 1000
/** After so many failures in a row the registry is gone, not the repositories. */
const FAILURES_IN_A_ROW_MAX = 8
/** Over a whole registry, lists of tags are not asked for again within a minute. */
const LIST_KEPT_MS = 60_000

const tagListsOf = perRegistry(() => new LRUCache<string, { names: string[]; at: number }>({ max: 10_000 }))

export interface Look {
  registry: ConfiguredRegistry
  scope: SuggestionScope
  /** Only families that this repository has a part in. */
  repository: string | undefined
  /** Ask for every list of tags, however well it is known. */
  relist: boolean
  now: () => number
  signal: AbortSignal
  /** Null: it is composed already, or could not be looked at. */
  onChecked: (family: Family, suggestion: Suggestion | null) => void
  onWarning: (sentence: string) => void
  /** So many repositories are done. */
  onLooked: (repositories: number) => void
}

/** What is known about the registry's health while looking. */
interface Health {
  failuresInARow: number
  last: RegistryError | null
  anythingRead: boolean
}

/**
 * Lists tags, finds families and checks them, cluster by cluster. What cannot be read is a warning; a registry that
 * fails again and again ends the look with one. Throws only where nothing could be read at all.
 */
export async function lookIntoClusters(look: Look): Promise<void> {
  const health: Health = { failuresInARow: 0, last: null, anythingRead: false }
  await pMap(
    look.scope.clusters,
    async (cluster) => {
      if (health.failuresInARow >= FAILURES_IN_A_ROW_MAX) return
      await lookInto(look, health, cluster)
      look.onLooked(cluster.length)
    },
    { concurrency: CLUSTERS_AT_ONCE, signal: look.signal },
  )
  if (health.last && !health.anythingRead) throw health.last
  if (health.failuresInARow >= FAILURES_IN_A_ROW_MAX)
    look.onWarning(
      `${look.registry.name} stopped answering, so the rest was not looked into. Try again later.`,
    )
}

async function lookInto(look: Look, health: Health, cluster: readonly string[]): Promise<void> {
  const { registry, signal, onWarning } = look
  const lists = await pMap(cluster, async (name) => [name, await tagsOf(look, health, name)] as const, {
    concurrency: READS_AT_ONCE,
    signal,
  })
  const families = findFamilies({ names: look.scope.names, tags: new Map(lists) }).filter(
    isAbout(look.repository),
  )
  families.sort((a, b) => compareTags(b.tag, a.tag))
  if (families.length > FAMILIES_MAX)
    onWarning(`Of ${cluster[0]} and what belongs to it only the newest ${FAMILIES_MAX} tags were looked at.`)
  const check = async (family: Family) => {
    const found = await guarded(look, health, `${family.repository}:${family.tag}`, () =>
      checkFamily({ registry, signal, warn: onWarning }, family),
    )
    look.onChecked(family, found)
  }
  await pMap(families.slice(0, FAMILIES_MAX), check, { concurrency: READS_AT_ONCE, signal })
}

/** A repository that is not there, or has nothing any more, has no tags; one that cannot be read is told. */
async function tagsOf(look: Look, health: Health, repository: string): Promise<string[]> {
  const lists = tagListsOf(look.registry)
  const known = lists.get(repository)
  if (known && !look.relist && look.now() - known.at < LIST_KEPT_MS) return known.names
  const names = await guarded(look, health, repository, () =>
    listTagNames(look.registry, repository, look.signal),
  )
  if (names) lists.set(repository, { names, at: look.now() })
  return names ?? []
}

/** Null where it is not there or could not be read; the latter is told. */
async function guarded<T>(
  { onWarning }: Look,
  health: Health,
  subject: string,
  read: () => Promise<T>,
): Promise<T | null> {
  try {
    const value = await read()
    Object.assign(health, { failuresInARow: 0, anythingRead: true })
    return value
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    if (error.missing) return null
    health.last = error
    health.failuresInARow += 1
    if (health.failuresInARow <= FAILURES_IN_A_ROW_MAX)
      onWarning(`${subject} could not be read. ${error.message}`)
    return null
  }
}

function isAbout(repository: string | undefined): (family: Family) => boolean {
  if (repository === undefined) return () => true
  return (family) =>
    family.repository === repository || family.members.some((member) => member.repository === repository)
}
