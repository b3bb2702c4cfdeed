'use client'

import { useQuery } from '@tanstack/react-query'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { registriesQuery } from '@/lib/client/registries'
import type { SuggestionsScope } from '@/lib/client/suggestions'
import type { Registry } from '@/lib/contract/registries'

/** Where suggestions are looked for, and what of them is shown. It lives in the query string. */
export function useSuggestionsView() {
  const registries = useQuery(registriesQuery())
  const [view, setView] = useQueryStates({
    registry: parseAsString.withDefault(''),
    repository: parseAsString.withDefault(''),
    depth: parseAsStringLiteral(['names', 'tags']),
    q: parseAsString.withDefault(''),
  })
  const all: Registry[] = registries.data?.items ?? []
  const registry = view.registry || all[0]?.name || ''
  const scope: SuggestionsScope = { registry, repository: view.repository, depth: view.depth ?? '' }
  return {
    scope,
    text: view.q,
    registries: all,
    /** Why nothing can be pushed there, or null. */
    readOnlyReason: all.find(({ name }) => name === registry)?.readOnlyReason ?? null,
    error: registries.error,
    retry: () => void registries.refetch(),
    setText: (q: string) => void setView({ q: q || null }),
    setRegistry: (name: string) => void setView({ registry: name, repository: null, depth: null, q: null }),
    leaveRepository: () => void setView({ registry, repository: null, q: null }),
    lookIntoAll: () => void setView({ depth: 'tags' }),
  }
}
