'use client'

import { ErrorState } from '@/components/ui/error-state'
import { PageList } from '@/components/ui/page-list'
import { Spinner } from '@/components/ui/spinner'
import { useLoadMore } from '@/components/ui/use-load-more'
import { toApiError } from '@/lib/client/api'
import type { OutOfStep } from '@/lib/contract/history'
import { LockstepRow } from './lockstep-row'
import type { Lockstep } from './use-lockstep'

const ROW_PX = 84

interface LockstepListProps {
  lockstep: Lockstep
  onRepair: (item: OutOfStep) => void
}

/** Tags out of step; of thousands only the rows in view are drawn, and more are read as one scrolls. */
export function LockstepList({ lockstep, onRepair }: LockstepListProps) {
  const { query, items } = lockstep
  const { hasNextPage, isFetchNextPageError, fetchNextPage } = query
  return (
    <>
      <PageList
        label="Tags out of step"
        items={items}
        estimatedHeight={ROW_PX}
        keyOf={({ ref }) => ref}
        total={hasNextPage ? -1 : items.length}
        onNearEnd={useLoadMore(query)}
      >
        {(item) => (
          <LockstepRow
            item={item}
            readOnlyReason={lockstep.readOnlyReason(item)}
            onRepair={() => onRepair(item)}
          />
        )}
      </PageList>
      {isFetchNextPageError && (
        <ErrorState className="mt-3" error={toApiError(query.error)} onRetry={() => void fetchNextPage()} />
      )}
      <p role="status" className="mt-3 flex min-h-5 items-center gap-2 text-ink-3 text-xs">
        {query.isFetchingNextPage && <Spinner />}
        {countInWords(items.length, hasNextPage)}
      </p>
    </>
  )
}

function countInWords(shown: number, more: boolean): string {
  if (shown === 1 && !more) return '1 tag is out of step'
  return `${more ? 'the first ' : ''}${shown.toLocaleString('en')} tags out of step`
}
