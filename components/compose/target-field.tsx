'use client'

import { useQueries, useQuery } from '@tanstack/react-query'
import { useDebounced } from '@/components/ui/use-debounced'
import { registriesQuery } from '@/lib/client/registries'
import { repositorySuggestionsQuery } from '@/lib/client/repositories'
import { Combobox } from './combobox'
import { readImageSearch } from './image-search'

const PAUSE_MS = 150
const REPOSITORIES = 8

interface TargetFieldProps {
  value: string
  onValueChange: (value: string) => void
  invalid: boolean
  describedBy?: string
}

/** Where the index will be pushed: any reference with a tag; repositories that exist are suggested. */
export function TargetField({ value, onValueChange, invalid, describedBy }: TargetFieldProps) {
  const registries = useQuery(registriesQuery()).data?.items.map((registry) => registry.name) ?? []
  const search = readImageSearch(useDebounced(value, PAUSE_MS), registries)
  const asked = search.registry === null ? registries : [search.registry]
  const answers = useQueries({
    queries: asked.map((name) => repositorySuggestionsQuery(name, search.repository, REPOSITORIES)),
  })
  const { tag } = readImageSearch(value, registries)
  const repositories = asked.flatMap((name, i) =>
    (answers[i]?.data?.items ?? []).map((repository) => `${name}/${repository.name}`),
  )
  return (
    <Combobox
      label="Target"
      className="w-full sm:w-88"
      placeholder={`${registries[0] ?? 'registry'}/repository:tag`}
      value={value}
      onValueChange={(text) => onValueChange(text.trim())}
      invalid={invalid}
      {...(describedBy && { describedBy })}
      options={repositories
        .filter((reference) => !value.startsWith(`${reference}:`))
        .map((reference) => ({
          id: reference,
          content: <span className="truncate font-mono text-xs">{reference}</span>,
          onPick: () => onValueChange(`${reference}:${tag ?? ''}`),
        }))}
    />
  )
}
