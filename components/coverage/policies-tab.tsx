'use client'

import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { IgnoreTable } from './ignore-table'
import { PolicyForm } from './policy-form'
import { PolicyTable } from './policy-table'
import { usePolicies } from './use-policies'

/** What every tag has to have, and which findings somebody chose to live with. */
export function PoliciesTab({ registry, repository }: { registry: string; repository: string }) {
  const state = usePolicies()
  const { policies, ignores, error } = state
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      {error && <ErrorState error={error} onRetry={state.retry} />}
      <section aria-labelledby="policies-title" className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <div>
          <h2 id="policies-title" className="font-semibold text-lg">
            Policies
          </h2>
          <p className="max-w-prose text-ink-2">
            Platforms that tags have to have. A tag without one of them is a finding, here and for pipelines.
          </p>
        </div>
        {policies === null && !error && <Skeleton className="h-24 rounded-lg" />}
        {policies?.length === 0 && (
          <EmptyState title="Nothing is required yet.">
            Say below which platforms the tags of which repositories have to have.
          </EmptyState>
        )}
        {policies && policies.length > 0 && <PolicyTable policies={policies} state={state} />}
        <PolicyForm registry={registry} repository={repository} add={state.add} />
      </section>
      <section aria-labelledby="ignores-title" className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <div>
          <h2 id="ignores-title" className="font-semibold text-lg">
            Ignored findings
          </h2>
          <p className="max-w-prose text-ink-2">
            Not counted until their day comes. A finding is ignored from its row in the matrix.
          </p>
        </div>
        {ignores === null && !error && <Skeleton className="h-24 rounded-lg" />}
        {ignores?.length === 0 && <p className="text-ink-3">None is ignored.</p>}
        {ignores && ignores.length > 0 && <IgnoreTable ignores={ignores} state={state} />}
      </section>
    </div>
  )
}
