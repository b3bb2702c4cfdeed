'use client'

import { type ReactNode, useDeferredValue, useId, useMemo } from 'react'
import { CommandLine } from '@/components/ui/command-line'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Notice } from '@/components/ui/notice'
import { Progress } from '@/components/ui/progress'
import { toApiError } from '@/lib/client/api'
import type { Registry } from '@/lib/contract/registries'
import { OpenByName } from './open-by-name'
import { RegistryFacts } from './registry-facts'
import { RepositoryList } from './repository-list'
import { RowsSkeleton } from './rows-skeleton'
import { useAllRepositories } from './use-all-repositories'

interface RegistrySectionProps {
  registry: Registry
  query: string
  onRetry: () => void
}

/** One registry on the home page: how it is, and what it holds. Its trouble stays within it. */
export function RegistrySection({ registry, query, onRetry }: RegistrySectionProps) {
  const heading = useId()
  const { problem } = registry
  return (
    <section aria-labelledby={heading} className="mb-8">
      <div className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-1 border-b pb-2">
        <h2 id={heading} className="break-all font-medium font-mono">
          {registry.name}
        </h2>
        <RegistryFacts registry={registry} />
      </div>
      {problem ? (
        <ErrorState error={{ ...problem, hint: problem.hint ?? '' }} onRetry={onRetry} />
      ) : (
        <Repositories registry={registry} query={query} />
      )}
    </section>
  )
}

function Repositories({ registry, query }: { registry: Registry; query: string }) {
  const { name } = registry
  const found = useAllRepositories(name, true)
  const typed = useDeferredValue(query.trim())
  const shown = useMemo(() => {
    const text = typed.toLowerCase()
    return text === '' ? found.names : found.names.filter((repository) => repository.includes(text))
  }, [found.names, typed])
  const refused = found.notice !== null || found.source === 'configured'
  if (found.isPending) return <RowsSkeleton label={`Reading the repositories of ${name}`} />
  return (
    <>
      {found.error && (
        <ErrorState
          error={toApiError(found.error)}
          onRetry={found.retry}
          retrying={found.isFetching}
          className="mb-2"
        />
      )}
      {found.notice && <Notice kind="warning">{found.notice}</Notice>}
      {(refused || found.error) && <OpenByName registry={name} />}
      {!found.complete && !found.error && <StillReading count={found.names.length} />}
      {shown.length > 0 && <RepositoryList registry={name} names={shown} query={typed} />}
      {shown.length === 0 && found.complete && (
        <Nothing registry={registry} query={typed} refused={refused} />
      )}
    </>
  )
}

function StillReading({ count }: { count: number }) {
  return (
    <div role="status" className="mb-2 max-w-xs text-ink-3 text-xs">
      {count.toLocaleString('en')} names so far, reading on
      <Progress value={null} label="Reading repositories" className="mt-1" />
    </div>
  )
}

function Nothing({
  registry,
  query,
  refused,
}: {
  registry: Registry
  query: string
  refused: boolean
}): ReactNode {
  if (query !== '') return <p className="text-ink-3">No repository here contains “{query}”.</p>
  if (refused) return null
  return (
    <EmptyState title="This registry holds no repositories yet.">
      <p className="mb-2">Push an image to it and it appears here:</p>
      <CommandLine label="Push an image" command={`docker push ${registry.name}/team/app:v1`} />
    </EmptyState>
  )
}
