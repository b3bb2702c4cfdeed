import 'server-only'
import { setMaxListeners } from 'node:events'
import { isTag } from '@/lib/oci/reference'
import { RegistryError } from '@/lib/registry/errors'
import type { Place, TagReading, Told } from '@/lib/storage/index-store'
import type { ScanCounts, ScanItem } from '@/lib/storage/scan-store'
import type { Store } from '@/lib/storage/store'
import type { ConfiguredRegistry, Context } from './context'
import { createHealth, isSilence } from './scan-health'
import { checkTags } from './scan-tags'

export interface RepositoryScan {
  context: Context
  store: Store
  registry: ConfiguredRegistry
  item: ScanItem
  /** Counts so far, now and then; answers whether to go on. */
  onCounts: (counts: ScanCounts) => Promise<boolean>
  /** Its last tags are under way: from now on the registry has less and less to do for it. Told more than once. */
  onNearEnd: () => void
  signal: AbortSignal
}

export interface RepositoryScanned {
  counts: ScanCounts
  /** Why the repository could not be scanned, as a sentence; null where it was. */
  problem: string | null
  /** Tags whose digest moved or that are gone, and who told. */
  told: Map<string, Told>
  /** Whether there is something to judge: nothing else changes while tags stay as they are. */
  isNews: boolean
}

/**
 * Brings what is known of one repository up to date: one conditional request a tag that was not asked for since the
 * scan began, and what its mode asks for behind them. Throws `RegistryDown`, or what `signal` was aborted with;
 * what was read until then is stored.
 */
export async function scanRepository(scan: RepositoryScan): Promise<RepositoryScanned> {
  const { store, registry, item } = scan
  const place: Place = { registry: registry.name, repository: item.repository }
  const health = createHealth()
  const signal = AbortSignal.any([scan.signal, health.down])
  // One signal stops every call of a repository; that many listeners are meant.
  setMaxListeners(0, signal)
  const known = new Map((await store.index.knownTags(place)).map((tag) => [tag.tag, tag]))
  const listing = await listTags(scan, [...known.keys()], signal)
  health.heard(listing.error)
  health.down.throwIfAborted()
  if (listing.error && isSilence(listing.error)) throw listing.error
  const at = scan.context.now()
  if (listing.error) {
    const problem = listing.error.message
    await store.index.recordListing(place, { at, problem })
    return { counts: item.counts, problem, told: new Map(), isNews: false }
  }
  const origin = originOf(item)
  const gone = [...listing.gone]
  const { counts, told, isNews } = await checkTags(
    { ...scan, signal },
    {
      ...{ place, known, names: listing.names, health, origin },
      listedAt: item.tags === null ? at : null,
      onSuspects: async (suspects) => {
        const removed = await removeUnlisted(scan, suspects, signal)
        gone.push(...removed.gone)
        return removed.kept
      },
    },
  )
  // Last, so that what is interrupted finds them again: nothing else tells that they were there.
  await store.index.removeTags(place, gone)
  for (const tag of gone) told.set(tag, origin)
  return {
    counts: { ...counts, changed: counts.changed + gone.length },
    problem: null,
    told,
    isNews: isNews || told.size > 0,
  }
}

function originOf({ reason, actor }: ScanItem): Told {
  if (reason === 'webhook' || reason === 'push') return { origin: reason, actor: actor === '' ? null : actor }
  return { origin: 'scan', actor: null }
}

interface Listing {
  names: string[]
  /** Known ones that are not there any more. */
  gone: string[]
  error: RegistryError | null
}

/** The tags to ask for: those that are wanted, or all the registry lists. */
async function listTags(
  { registry, item }: RepositoryScan,
  known: readonly string[],
  signal: AbortSignal,
): Promise<Listing> {
  if (item.tags !== null) return { names: item.tags.filter(isTag), gone: [], error: null }
  const { names, complete, error } = await tagNames(registry, item.repository, signal)
  const listed = new Set(names)
  // Only a whole list says that what it does not name is gone.
  return { names, gone: complete ? known.filter((tag) => !listed.has(tag)) : [], error }
}

async function tagNames(
  { client }: ConfiguredRegistry,
  repository: string,
  signal: AbortSignal,
): Promise<{ names: string[]; complete: boolean; error: RegistryError | null }> {
  try {
    const { names, complete } = await client.listTags(repository, { signal, lane: 'scan' })
    return { names: names.filter(isTag), complete, error: null }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof RegistryError)) throw error
    // A repository without a tag is one the registry does not know: its tags are gone.
    const isGone = error.code === 'NAME_UNKNOWN'
    return { names: [], complete: isGone, error: isGone ? null : error }
  }
}

/**
 * Tags that were asked for by name and are not there have gone, unless the registry goes on listing them. Answers what
 * is to be told of the others.
 */
async function removeUnlisted(
  { registry, item }: RepositoryScan,
  suspects: TagReading[],
  signal: AbortSignal,
): Promise<{ kept: TagReading[]; gone: string[] }> {
  const missing = suspects.filter(({ state }) => state === 'missing')
  if (missing.length === 0) return { kept: suspects, gone: [] }
  const { names, complete } = await tagNames(registry, item.repository, signal)
  if (!complete) return { kept: suspects, gone: [] }
  const listed = new Set(names)
  const gone = missing.map(({ tag }) => tag).filter((tag) => !listed.has(tag))
  return { kept: suspects.filter(({ tag }) => !gone.includes(tag)), gone }
}
