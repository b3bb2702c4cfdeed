import 'server-only'
import { clusterRepositories } from '@/lib/composition/suggest-clusters'
import type { SuggestionsQuery } from '@/lib/contract/suggestions'
import { RegistryError } from '@/lib/registry/errors'
import { catalogOf } from './catalog'
import type { ConfiguredRegistry, Context } from './context'

/** So few repositories are all looked into unasked. */
const ALL_TAGS_MAX = 100

export type ScopeRequest = Pick<SuggestionsQuery, 'repository' | 'depth' | 'refresh'>

/** Which repositories have to be looked into, those together that belong together. */
export interface SuggestionScope {
  /** Every repository that is known. */
  names: ReadonlySet<string>
  clusters: string[][]
  /** Repositories left out, because their names tell of no platform. */
  unread: number
  /** What keeps the list of repositories from being whole. */
  notice: string | null
}

/** By names alone: nothing but the catalog is asked for, and that may be known already. */
export async function suggestionScope(
  context: Context,
  registry: ConfiguredRegistry,
  { repository, depth, refresh }: ScopeRequest,
): Promise<SuggestionScope> {
  if (repository !== undefined) return scopeOfRepository(context, registry, repository, refresh)
  const { names, notice } = await catalogOf(context, registry, { refresh })
  const all = clusterRepositories(names)
  const deep = depth === 'tags' || (depth === undefined && names.length <= ALL_TAGS_MAX)
  // What names show comes first: it is found at once.
  const chosen = all.filter(({ named }) => named).concat(deep ? all.filter(({ named }) => !named) : [])
  const clusters = chosen.map(({ repositories }) => repositories)
  return { names: new Set(names), clusters, unread: names.length - clusters.flat().length, notice }
}

/** Without the catalog a repository's own tags still tell something. */
async function scopeOfRepository(
  context: Context,
  registry: ConfiguredRegistry,
  repository: string,
  refresh: boolean,
): Promise<SuggestionScope> {
  const { names, notice } = await catalogOf(context, registry, { refresh }).catch((error: unknown) => {
    if (!(error instanceof RegistryError)) throw error
    return {
      names: registry.repositories,
      notice: `Other repositories could not be looked into. ${error.message}`,
    }
  })
  const known = [...new Set([...names, repository])]
  const cluster = clusterRepositories(known).find(({ repositories }) => repositories.includes(repository))
  return { names: new Set(known), clusters: cluster ? [cluster.repositories] : [], unread: 0, notice }
}
