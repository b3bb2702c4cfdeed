import 'server-only'
import { LRUCache } from 'lru-cache'
import pMap from 'p-map'
import type { ListTagsQuery, ListTagsResponse } from '@/lib/contract/tags'
import { configuredRegistry } from './configured-registry'
import type { ConfiguredRegistry, Context } from './context'
import { repositoryName } from './image-reference'
import { listKnownTags } from './known-tags'
import { perRegistry } from './per-registry'
import { platformFilter } from './platform-filter'
import { awaitTags, resolveTags } from './resolve-tags'
import { soon } from './soon'
import { listTagNames } from './tag-names'
import { createTagPass, readTagRow } from './tag-row'
import { compareKeys, pageAfter, sortKey } from './tag-sort'

const READS_AT_ONCE = 8
/** Small repositories are whole by then, and the first answer is the last. */
const PATIENCE_MS = 800
/** Further pages go on in the list the first one was cut from. */
const LIST_KEPT_MS = 60_000

const tagListsOf = perRegistry(
  () => new LRUCache<string, { names: string[]; at: number }>({ max: 100, ttl: LIST_KEPT_MS }),
)

/**
 * One row a tag. By name, only the tags shown are read: one conditional request each. A platform filter and a
 * sort by size or date need every tag: they are read in the background and the answer is partial until done.
 */
export async function listTags(
  context: Context,
  query: ListTagsQuery,
  signal: AbortSignal,
): Promise<ListTagsResponse> {
  if (query.known) return listKnownTags(context, query)
  const registry = configuredRegistry(context, query.registry)
  const repository = repositoryName(query.repository)
  const byName = query.sort.endsWith('name') && query.platform === undefined
  return byName
    ? listByName(context, registry, { ...query, repository }, signal)
    : listResolved(context, registry, { ...query, repository })
}

async function listByName(
  context: Context,
  registry: ConfiguredRegistry,
  query: ListTagsQuery,
  signal: AbortSignal,
): Promise<ListTagsResponse> {
  const { sort, repository, verify } = query
  const { names, at } = await tagNames(context, registry, query, signal)
  const keys = names.filter(matches(query.q)).map((tag) => ({ tag, value: null }))
  keys.sort(compareKeys(sort))
  const page = pageAfter(keys, { ...query, cursor: query.cursor, keyOf: (key) => key })
  const pass = createTagPass({ registry, repository, verify, signal, now: context.now })
  const items = await pMap(page.items, async ({ tag }) => (await readTagRow(pass, tag)).row, {
    concurrency: READS_AT_ONCE,
    signal,
  })
  return {
    items,
    nextCursor: page.nextCursor,
    total: keys.length,
    asOf: new Date(at).toISOString(),
    progress: null,
  }
}

async function listResolved(
  context: Context,
  registry: ConfiguredRegistry,
  query: ListTagsQuery,
): Promise<ListTagsResponse> {
  const { repository, sort, verify, cursor } = query
  const wanted = query.platform === undefined ? () => true : platformFilter(query.platform)
  const resolution = resolveTags(context, registry, { repository, verify, again: cursor === undefined })
  await awaitTags(resolution, (done) => soon(done, PATIENCE_MS))
  const inName = matches(query.q)
  const keyOf = (row: Parameters<typeof sortKey>[0]) => sortKey(row, sort)
  const compare = compareKeys(sort)
  const rows = [...resolution.rows.values()].filter((row) => inName(row.tag) && wanted(row))
  rows.sort((a, b) => compare(keyOf(a), keyOf(b)))
  return {
    ...pageAfter(rows, { ...query, cursor, keyOf }),
    total: rows.length,
    asOf: new Date(resolution.startedAt).toISOString(),
    progress: { ...resolution.progress },
  }
}

/** The first page asks the registry; the ones after it go on in the same list. */
async function tagNames(
  context: Context,
  registry: ConfiguredRegistry,
  { repository, cursor }: ListTagsQuery,
  signal: AbortSignal,
): Promise<{ names: string[]; at: number }> {
  const lists = tagListsOf(registry)
  const known = cursor === undefined ? undefined : lists.get(repository)
  if (known) return known
  const listed = { names: await listTagNames(registry, repository, signal), at: context.now() }
  lists.set(repository, listed)
  return listed
}

function matches(q: string | undefined): (tag: string) => boolean {
  const part = q?.toLowerCase() ?? ''
  return (tag) => tag.toLowerCase().includes(part)
}
