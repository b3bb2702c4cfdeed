'use client'

import Link from 'next/link'
import { useState } from 'react'
import { RowsSkeleton } from '@/components/browse/rows-skeleton'
import { ReviewDialog } from '@/components/review/review-dialog'
import type { ReviewedTag } from '@/components/review/reviewed-tag'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { ClockTime } from '@/components/ui/clock-time'
import { ErrorState } from '@/components/ui/error-state'
import { toApiError } from '@/lib/client/api'
import type { OutOfStep } from '@/lib/contract/history'
import { coveragePath } from '@/lib/routes'
import { LockstepList } from './lockstep-list'
import { LockstepScope } from './lockstep-scope'
import { NothingOutOfStep } from './nothing-out-of-step'
import { useLockstep } from './use-lockstep'

/** Composed tags whose sources have moved on: what moved, and the way to compose them again. */
export function LockstepPage() {
  const lockstep = useLockstep()
  const [reviewed, setReviewed] = useState<readonly ReviewedTag[] | null>(null)
  const { query, items, asOf, view } = lockstep
  const repairable = items.flatMap((item) => (lockstep.readOnlyReason(item) === null ? repairOf(item) : []))
  return (
    <article>
      <PageHeader
        title="Lockstep"
        freshness={
          asOf && (
            <span role="status">
              as known at <ClockTime value={asOf} />
            </span>
          )
        }
        actions={
          <>
            <Button asChild>
              <Link href={coveragePath(view.registry ? { registry: view.registry } : {})}>Coverage</Link>
            </Button>
            {repairable.length > 0 && (
              <Button variant="primary" onClick={() => setReviewed(repairable)}>
                {repairable.length === 1 ? 'Repair it…' : `Repair all ${repairable.length}…`}
              </Button>
            )}
          </>
        }
      />
      <p className="mb-3 max-w-prose text-ink-2">
        A tag composed here remembers which digest each of its sources had. When a source is pushed anew, the
        tag goes on serving the old image until it is composed again: it is out of step.
      </p>
      <LockstepScope lockstep={lockstep} />
      {query.error && !query.isFetchNextPageError && (
        <ErrorState
          className="mb-3"
          error={toApiError(query.error)}
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      )}
      {query.isPending && <RowsSkeleton label="Looking for tags that are out of step" />}
      {query.data && items.length === 0 && <NothingOutOfStep lockstep={lockstep} />}
      {items.length > 0 && (
        <LockstepList lockstep={lockstep} onRepair={(item) => setReviewed(repairOf(item))} />
      )}
      {reviewed && <ReviewDialog items={reviewed} onClose={() => setReviewed(null)} />}
    </article>
  )
}

/** One tag to review, or none where a source is gone and somebody has to choose another. */
const repairOf = ({ ref, spec }: OutOfStep): ReviewedTag[] => (spec === null ? [] : [{ target: ref, spec }])
