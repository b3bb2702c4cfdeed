'use client'

import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { CommandLine } from '@/components/ui/command-line'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Progress } from '@/components/ui/progress'
import { Spinner } from '@/components/ui/spinner'
import { useLoadMore } from '@/components/ui/use-load-more'
import { toApiError } from '@/lib/client/api'
import type { ListTagsResponse } from '@/lib/contract/tags'
import type { Reference } from '@/lib/oci/reference'
import { homePath } from '@/lib/routes'
import { RowsSkeleton } from './rows-skeleton'
import { TagTable } from './tag-table'
import type { TagFilterState } from './use-tag-filter'
import type { TagPick } from './use-tag-pick'
import type { useTags } from './use-tags'

interface TagListProps {
  reference: Reference
  state: TagFilterState
  tags: ReturnType<typeof useTags>
  pick: TagPick
}

/** The table in all its states: being read, partly read, empty, refused. */
export function TagList({ reference, state, tags, pick }: TagListProps) {
  const { query, rows, total, progress } = tags
  const { isFetchNextPageError, fetchNextPage } = query
  const loadMore = useLoadMore(query)
  if (query.isPending && rows.length === 0)
    return <RowsSkeleton label={`Reading the tags of ${reference.repository}`} />
  return (
    <>
      {progress && !progress.done && <Resolving progress={progress} />}
      {query.error && !isFetchNextPageError && <Failed reference={reference} query={query} />}
      {rows.length > 0 && (
        <TagTable
          home={reference}
          rows={rows}
          total={total}
          query={state.text.trim()}
          sort={state.sort}
          onSort={state.setSort}
          onNearEnd={loadMore}
          pick={pick}
        />
      )}
      {rows.length === 0 && !query.error && progress?.done !== false && (
        <NoTags reference={reference} state={state} />
      )}
      {isFetchNextPageError && (
        <ErrorState error={toApiError(query.error)} onRetry={() => void fetchNextPage()} className="mt-3" />
      )}
      <p role="status" className="mt-3 flex min-h-5 items-center gap-2 text-ink-3 text-xs">
        {query.isFetchingNextPage && <Spinner />}
        {rows.length > 0 && countWords(rows.length, total)}
      </p>
    </>
  )
}

function countWords(shown: number, total: number | null): string {
  const count = shown.toLocaleString('en')
  if (total === null || total <= shown) return shown === 1 ? '1 tag' : `${count} tags`
  return `${count} of ${total.toLocaleString('en')} tags`
}

function Resolving({ progress }: { progress: NonNullable<ListTagsResponse['progress']> }) {
  const { resolved, total } = progress
  return (
    <div role="status" className="mb-3 max-w-sm text-ink-2 text-xs">
      Read {resolved.toLocaleString('en')} of {total.toLocaleString('en')} tags; rows appear as they are
      known.
      <Progress value={resolved} max={total} label="Tags read" className="mt-1" />
    </div>
  )
}

function Failed({ reference, query }: { reference: Reference; query: TagListProps['tags']['query'] }) {
  const error = toApiError(query.error)
  return (
    <div className="mb-3">
      <ErrorState error={error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      {(error.code === 'NAME_UNKNOWN' || error.code === 'REGISTRY_UNKNOWN') && (
        <Button asChild className="mt-3">
          <Link
            href={error.code === 'NAME_UNKNOWN' ? homePath({ registry: reference.registry }) : homePath()}
          >
            Browse what is there
          </Link>
        </Button>
      )}
    </div>
  )
}

function NoTags({ reference, state }: { reference: Reference; state: TagFilterState }) {
  if (state.narrowed) {
    return (
      <EmptyState
        title="No tag matches the filter."
        actions={<Button onClick={state.clear}>Show all tags</Button>}
      />
    )
  }
  const { registry, repository } = reference
  return (
    <EmptyState title="This repository has no tags.">
      <p className="mb-2">Images in it, if there are any, can be reached by digest only. Push a tag:</p>
      <CommandLine label="Push a tag" command={`docker push ${registry}/${repository}:v1`} />
    </EmptyState>
  )
}
