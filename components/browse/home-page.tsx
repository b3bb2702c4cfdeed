'use client'

import { useIsFetching, useQuery, useQueryClient } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import Link from 'next/link'
import { parseAsString, useQueryState } from 'nuqs'
import type { KeyboardEvent } from 'react'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { ErrorState } from '@/components/ui/error-state'
import { SearchInput } from '@/components/ui/search-input'
import { toApiError } from '@/lib/client/api'
import { registriesQuery } from '@/lib/client/registries'
import { refreshRepositories } from '@/lib/client/repositories'
import type { Registry } from '@/lib/contract/registries'
import { composePath } from '@/lib/routes'
import { RegistryChoice } from './registry-choice'
import { RegistrySection } from './registry-section'
import { RowsSkeleton } from './rows-skeleton'

/** Every registry with its repositories, and one search over all of them. */
export function HomePage() {
  const registries = useQuery(registriesQuery())
  const [query, setQuery] = useQueryState('q', parseAsString.withDefault(''))
  const [only, setOnly] = useQueryState('registry')
  const all = registries.data?.items ?? []
  const items = all.some(({ name }) => name === only)
    ? all.filter(({ name }) => name === only)
    : troubleFirst(all)
  return (
    <>
      <PageHeader
        title="Browse"
        actions={
          <>
            <RefreshButton registries={all.map(({ name }) => name)} />
            <Button variant="primary" asChild>
              <Link href={composePath()}>Compose a tag</Link>
            </Button>
          </>
        }
      />
      <div className="mb-5 flex flex-wrap items-center gap-2">
        <SearchInput
          pageSearch
          label="Find a repository"
          value={query}
          onValueChange={(text) => void setQuery(text === '' ? null : text)}
          onKeyDown={intoTheTree}
        />
        {all.length > 1 && (
          <RegistryChoice registries={all} value={only} onChange={(name) => void setOnly(name)} />
        )}
      </div>
      {registries.isPending && <RowsSkeleton label="Reading the registries" />}
      {registries.error && !registries.data && (
        <ErrorState
          error={toApiError(registries.error)}
          onRetry={() => void registries.refetch()}
          retrying={registries.isFetching}
        />
      )}
      {items.map((registry) => (
        <RegistrySection
          key={registry.name}
          registry={registry}
          query={query}
          onRetry={() => void registries.refetch()}
        />
      ))}
    </>
  )
}

/** What does not answer is told before thousands of rows of what does. */
const troubleFirst = (registries: readonly Registry[]): Registry[] =>
  registries.toSorted((a, b) => Number(a.problem === null) - Number(b.problem === null))

/** Arrow down leads from the search into what it found. */
function intoTheTree(event: KeyboardEvent): void {
  if (event.key !== 'ArrowDown') return
  const row = document.querySelector('[role="tree"] [tabindex="0"]')
  if (!(row instanceof HTMLElement)) return
  event.preventDefault()
  row.focus()
}

function RefreshButton({ registries }: { registries: string[] }) {
  const client = useQueryClient()
  const busy = useIsFetching({ queryKey: ['repositories'] }) > 0
  const refresh = async () => {
    // One that cannot be asked says so in its own section, from the query that follows.
    await Promise.allSettled(registries.map(refreshRepositories))
    await Promise.all([
      client.invalidateQueries({ queryKey: ['registries'] }),
      client.invalidateQueries({ queryKey: ['repositories'] }),
    ])
  }
  return (
    <Button onClick={() => void refresh()} disabled={busy}>
      <RefreshCw aria-hidden className={cn(busy && 'animate-spin')} />
      Refresh
    </Button>
  )
}
