'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { UndoDialog } from '@/components/restore/undo-dialog'
import { useUndo } from '@/components/restore/use-undo'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { ShowMore } from '@/components/ui/show-more'
import { Skeleton } from '@/components/ui/skeleton'
import { activityQuery } from '@/lib/client/activity'
import { toApiError } from '@/lib/client/api'
import { composePath } from '@/lib/routes'
import { ActivityItem } from './activity-item'
import { newestOfEachTag, undoTagOf } from './activity-undo'

/** What was pushed from here: which tag, from what to what, made of what. */
export function ActivityPage() {
  const query = useInfiniteQuery(activityQuery())
  const undo = useUndo()
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const newest = newestOfEachTag(items)
  return (
    <article>
      <PageHeader title="Activity" />
      <p className="max-w-prose text-ink-2">
        Tags that Manifold moved. What other tools push is not recorded here.
      </p>
      {query.error && (
        <ErrorState
          className="mt-4"
          error={toApiError(query.error)}
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      )}
      {query.isPending && <ActivitySkeleton />}
      {query.isSuccess && items.length === 0 && (
        <EmptyState
          className="mt-5"
          title="Nothing has been pushed from here yet."
          actions={
            <Button asChild>
              <Link href={composePath()}>Compose a tag</Link>
            </Button>
          }
        >
          Every tag you push is listed here with the digest it had before, so that it can be put back.
        </EmptyState>
      )}
      {items.length > 0 && (
        <ol className="mt-4 border-t">
          {items.map((activity) => (
            <ActivityItem
              key={activity.id}
              activity={activity}
              onUndo={newest.has(activity.id) ? () => undo.offer([undoTagOf(activity)]) : undefined}
            />
          ))}
        </ol>
      )}
      <ShowMore query={query}>Show older</ShowMore>
      <UndoDialog undo={undo} />
    </article>
  )
}

function ActivitySkeleton() {
  return (
    <div role="status" className="mt-5 grid gap-3">
      <span className="sr-only">Reading what was pushed</span>
      <Skeleton className="h-10 rounded-lg" />
      <Skeleton className="h-10 rounded-lg" />
      <Skeleton className="h-10 rounded-lg" />
    </div>
  )
}
