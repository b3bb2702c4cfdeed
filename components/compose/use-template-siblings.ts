'use client'

import { useQuery } from '@tanstack/react-query'
import { useDebounced } from '@/components/ui/use-debounced'
import { registriesQuery } from '@/lib/client/registries'
import { repositorySuggestionsQuery } from '@/lib/client/repositories'
import { tagSuggestionsQuery } from '@/lib/client/tag-suggestions'
import { platformsAmong, templateSearch } from '@/lib/composition/template-match'

const PAUSE_MS = 300
const REPOSITORIES = 200

/** The platforms for which the registry holds an image of the template's names; none while nobody knows. */
export function useTemplateSiblings(template: string): string[] {
  const settled = useDebounced(template, PAUSE_MS)
  const registries = useQuery(registriesQuery()).data?.items ?? []
  const search = templateSearch(settled)
  const known = registries.some(({ name }) => name === search?.registry)
  const { registry = '', q = '' } = search ?? {}
  const byName = search?.kind === 'repositories' ? search : null
  const byTag = search?.kind === 'tags' ? search : null
  const repositories = useQuery({
    ...repositorySuggestionsQuery(registry, q, REPOSITORIES),
    enabled: known && byName !== null,
  })
  const tags = useQuery({
    ...tagSuggestionsQuery(registry, byTag?.repository ?? '', q),
    enabled: known && byTag !== null,
  })
  if (byName) {
    const names = repositories.data?.items ?? []
    return platformsAmong(
      settled,
      names.map(({ name }) => `${registry}/${name}:${byName.tag}`),
    )
  }
  if (!byTag) return []
  return platformsAmong(
    settled,
    (tags.data ?? []).map(({ tag }) => `${registry}/${byTag.repository}:${tag}`),
  )
}
