'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { RowsSkeleton } from '@/components/browse/rows-skeleton'
import { UndoDialog } from '@/components/restore/undo-dialog'
import { PUT_BACK_WORDS } from '@/components/restore/undo-words'
import { useUndo } from '@/components/restore/use-undo'
import { Button } from '@/components/ui/button'
import { ClockTime } from '@/components/ui/clock-time'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Notice } from '@/components/ui/notice'
import { ShowMore } from '@/components/ui/show-more'
import { toApiError } from '@/lib/client/api'
import { historyQuery } from '@/lib/client/history'
import { registriesQuery } from '@/lib/client/registries'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { coveragePath } from '@/lib/routes'
import { TimelineEvent } from './timeline-event'

interface TimelineProps {
  /** A tag, without a digest. */
  tag: Reference
  /** What it points to, as the registry was last asked; null where it is gone. */
  now: string | null
}

/** Every digest a tag has had, as far as it was watched, and the way back to each. */
export function Timeline({ tag, now }: TimelineProps) {
  const ref = formatReference(tag)
  const query = useInfiniteQuery(historyQuery(ref))
  const readOnly = useReadOnlyReason(tag.registry)
  const undo = useUndo()
  const events = query.data?.pages.flatMap((page) => page.items) ?? []
  const oldest = events.at(-1)
  const behind = events[0] !== undefined && events[0].digest !== now
  const putBack = (digest: string) => undo.offer([{ ref, name: tag.tag ?? ref, before: digest, after: now }])
  if (query.isPending) return <RowsSkeleton label="Reading what the tag has been" />
  return (
    <>
      {query.error && (
        <ErrorState
          className="mb-3"
          error={toApiError(query.error)}
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      )}
      {query.data && events.length === 0 && <NothingKnown tag={tag} />}
      {readOnly !== null && events.length > 0 && (
        <Notice kind="info" className="mb-3">
          Nothing can be put back here: {readOnly}
        </Notice>
      )}
      {behind && (
        <Notice kind="info" className="mb-3">
          The tag has moved since it was last scanned: where it is now stands here after the next scan.
        </Notice>
      )}
      {events.length > 0 && (
        <ol aria-label="Digests, newest first" className="ml-1.5">
          {events.map((event, place) => (
            <TimelineEvent
              key={`${event.at} ${event.digest}`}
              event={event}
              home={tag}
              now={now}
              before={events[place + 1]?.digest ?? null}
              first={event === oldest && !query.hasNextPage}
              onPutBack={readOnly === null ? putBack : undefined}
            />
          ))}
        </ol>
      )}
      {query.hasNextPage ? (
        <ShowMore query={query}>Show older</ShowMore>
      ) : (
        oldest && (
          <p className="mt-3 max-w-prose text-ink-2 text-xs">
            Known since <ClockTime value={oldest.at} />. What the tag was before that, nobody recorded.
          </p>
        )
      )}
      <UndoDialog undo={undo} words={PUT_BACK_WORDS} />
    </>
  )
}

function NothingKnown({ tag: { registry, repository } }: { tag: Reference }) {
  return (
    <EmptyState
      title="Nothing is known of this tag's past yet."
      actions={
        <Button asChild>
          <Link href={coveragePath({ registry, repository })}>Scan this repository</Link>
        </Button>
      }
    >
      Scans write down which digest each tag has. The first one begins the timeline; what was before it stays
      unknown.
    </EmptyState>
  )
}

function useReadOnlyReason(registry: string): string | null {
  const { data } = useQuery(registriesQuery())
  return data?.items.find(({ name }) => name === registry)?.readOnlyReason ?? null
}
