import 'server-only'
import type { ListRepositoriesQuery, ListRepositoriesResponse } from '@/lib/contract/repositories'
import { catalogOf } from './catalog'
import { configuredRegistry } from './configured-registry'
import type { Context } from './context'

/** Repositories by name, from a list kept for a minute; stale ones are answered while a new list is fetched. */
export async function listRepositories(
  context: Context,
  query: ListRepositoriesQuery,
): Promise<ListRepositoriesResponse> {
  const registry = configuredRegistry(context, query.registry)
  const { names, source, notice, listedAt } = await catalogOf(context, registry, { refresh: query.refresh })
  const part = query.q?.toLowerCase() ?? ''
  const matching = names.filter((name) => name.toLowerCase().includes(part))
  const { cursor } = query
  const rest = cursor === undefined ? matching : matching.filter((name) => name > cursor)
  const page = rest.slice(0, query.limit)
  return {
    items: page.map((name) => ({ name })),
    nextCursor: rest.length > page.length ? (page.at(-1) ?? null) : null,
    total: matching.length,
    asOf: new Date(listedAt).toISOString(),
    source,
    notice,
  }
}
