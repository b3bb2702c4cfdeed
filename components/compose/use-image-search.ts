'use client'

import { useQueries, useQuery } from '@tanstack/react-query'
import { useDebounced } from '@/components/ui/use-debounced'
import { toApiError } from '@/lib/client/api'
import { registriesQuery } from '@/lib/client/registries'
import { repositorySuggestionsQuery } from '@/lib/client/repositories'
import { tagSuggestionsQuery } from '@/lib/client/tag-suggestions'
import type { TagRow } from '@/lib/contract/tags'
import { answersSearch, readImageSearch, wantsTags, wholeReference } from './image-search'

export type ImageHit =
  | { kind: 'typed'; reference: string }
  | { kind: 'repository'; reference: string }
  | { kind: 'tag'; reference: string; row: TagRow }

interface SearchedImages {
  hits: ImageHit[]
  /** What is going on or went wrong, as a sentence; null when the hits say it all. */
  status: string | null
}

const PAUSE_MS = 150
const REPOSITORIES = 8

/**
 * Repositories by any part of their name and, once a name is whole, its tags: in every registry at once. Nothing is
 * asked unless `enabled`.
 */
export function useImageSearch(text: string, enabled = true): SearchedImages {
  const settled = useDebounced(text, PAUSE_MS)
  const registries = useQuery(registriesQuery())
  const names = registries.data?.items.map((registry) => registry.name) ?? []
  const search = readImageSearch(settled, names)
  const asked = search.registry === null ? names : [search.registry]
  const tags = wantsTags(search)

  const repositoryAnswers = useQueries({
    queries: asked.map((name) => ({
      ...repositorySuggestionsQuery(name, search.repository, REPOSITORIES),
      enabled: enabled && !tags,
    })),
  })
  const tagAnswers = useQueries({
    queries: asked.map((name) => ({
      ...tagSuggestionsQuery(name, search.repository, search.tag ?? ''),
      enabled: enabled && tags,
    })),
  })

  const answers = tags ? tagAnswers : repositoryAnswers
  const typed = wholeReference(text)
  const now = readImageSearch(text, names)
  const answered: ImageHit[] = asked.flatMap((registry, i): ImageHit[] =>
    tags
      ? (tagAnswers[i]?.data ?? []).map((row) => ({
          kind: 'tag',
          reference: `${registry}/${search.repository}:${row.tag}`,
          row,
        }))
      : (repositoryAnswers[i]?.data?.items ?? []).map(({ name }) => ({
          kind: 'repository',
          reference: `${registry}/${name}`,
        })),
  )
  const found = answered.filter((hit) => answersSearch(hit.reference, now))
  const listed = found.some((hit) => hit.reference === typed)
  const hits: ImageHit[] = typed && !listed ? [{ kind: 'typed', reference: typed }, ...found] : found
  const error = registries.error ?? answers.find((answer) => answer.error)?.error
  const busy = settled !== text || registries.isPending || answers.some((answer) => answer.isFetching)
  if (error) return { hits, status: toApiError(error).message }
  if (hits.length > 0) return { hits, status: null }
  if (busy) return { hits, status: 'Searching…' }
  return { hits, status: tags ? `No tag of ${search.repository} matches.` : 'No repository matches.' }
}
