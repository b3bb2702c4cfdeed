'use client'

import { useQueries, useQuery } from '@tanstack/react-query'
import { useDebounced } from '@/components/ui/use-debounced'
import { registriesQuery } from '@/lib/client/registries'
import { repositorySuggestionsQuery } from '@/lib/client/repositories'
import type { Reference } from '@/lib/oci/reference'

const SHOWN_MAX = 30

/** Repositories of all reachable registries whose name contains what is typed. A registry that fails has none. */
export function useFoundRepositories(typed: string): { repositories: Reference[]; searching: boolean } {
  const registries = useQuery(registriesQuery())
  const names = (registries.data?.items ?? [])
    .filter(({ reachability }) => reachability === 'reachable')
    .map(({ name }) => name)
  const text = useDebounced(typed, 120)
  return useQueries({
    queries: names.map((name) => repositorySuggestionsQuery(name, withoutRegistry(text, name))),
    combine: (results) => ({
      repositories: results
        .flatMap(({ data }, index) =>
          (data?.items ?? []).map(({ name }) => ({ registry: names[index] ?? '', repository: name })),
        )
        .slice(0, SHOWN_MAX),
      searching: text !== typed || results.some(({ isFetching }) => isFetching),
    }),
  })
}

/** People paste `registry/repo:tag`; the search is about the repository. */
function withoutRegistry(text: string, registry: string): string {
  const rest = text.startsWith(`${registry}/`) ? text.slice(registry.length + 1) : text
  return rest.split(/[:@]/)[0] ?? ''
}
