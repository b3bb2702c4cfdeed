'use client'

import { ErrorState } from '@/components/ui/error-state'
import { PageList } from '@/components/ui/page-list'
import { Spinner } from '@/components/ui/spinner'
import { useLoadMore } from '@/components/ui/use-load-more'
import { SearchHitRow } from './search-hit-row'
import type { Search } from './use-search'

const ROW_PX = 35

/** What was found; of thousands only the rows in view are drawn. Arrows move, Enter opens. */
export function SearchHits({ search }: { search: Search }) {
  const { query, hits, total, error, q, text } = search
  const { hasNextPage, isFetchNextPageError, fetchNextPage } = query
  return (
    <>
      <PageList
        label="Tags found"
        items={hits}
        estimatedHeight={ROW_PX}
        keyOf={({ ref }) => ref}
        total={total ?? (hasNextPage ? -1 : hits.length)}
        onNearEnd={useLoadMore(query)}
        busy={text.trim() !== q || query.isPlaceholderData}
        roving
      >
        {(hit, stop) => <SearchHitRow hit={hit} stop={stop} />}
      </PageList>
      {isFetchNextPageError && error && (
        <ErrorState className="mt-3" error={error} onRetry={() => void fetchNextPage()} />
      )}
      <p role="status" className="mt-3 flex min-h-5 items-center gap-2 text-ink-3 text-xs">
        {query.isFetchingNextPage && <Spinner />}
        {countInWords(hits.length, total, hasNextPage)}
      </p>
    </>
  )
}

function countInWords(shown: number, total: number | null, more: boolean): string {
  const count = shown.toLocaleString('en')
  if (total !== null && total > shown) return `${count} of ${total.toLocaleString('en')} tags`
  if (more) return `The first ${count} tags; more follow as you scroll`
  return shown === 1 ? '1 tag' : `${count} tags`
}
