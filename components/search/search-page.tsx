'use client'

import { RowsSkeleton } from '@/components/browse/rows-skeleton'
import { PageHeader } from '@/components/shell/page-header'
import { ErrorState } from '@/components/ui/error-state'
import { SearchInput } from '@/components/ui/search-input'
import { SEARCH_LENGTH_MAX } from '@/lib/client/search'
import { NeverScanned, NoHits } from './no-hits'
import { SearchExamples } from './search-examples'
import { SearchHits } from './search-hits'
import { SearchProblem } from './search-problem'
import { type Search, useSearch } from './use-search'

/** Tags of everything that was scanned, by platform, digest, label, finding or name. */
export function SearchPage() {
  const search = useSearch()
  return (
    <article>
      <PageHeader title="Search" />
      <SearchInput
        pageSearch
        label="Search every tag that was scanned"
        className="max-w-2xl sm:w-full"
        value={search.text}
        maxLength={SEARCH_LENGTH_MAX}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        onValueChange={search.setText}
      />
      <div className="mt-3">
        <Found search={search} />
      </div>
    </article>
  )
}

function Found({ search }: { search: Search }) {
  const { q, query, hits, looking, error, understood } = search
  const examples = <SearchExamples onTry={search.setText} />
  if (q === '')
    return (
      <>
        {search.neverScanned && <NeverScanned />}
        {examples}
      </>
    )
  if (error?.code === 'REQUEST_INVALID')
    return (
      <>
        <SearchProblem q={q} error={error} />
        {examples}
      </>
    )
  return (
    <>
      {error && (hits.length === 0 || !query.isFetchNextPageError) && (
        <ErrorState
          className="mb-3"
          error={error}
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      )}
      {looking && !error && <RowsSkeleton label="Searching" />}
      {understood !== null && (
        <p role="status" className="mb-2 text-ink-2">
          {understood}
        </p>
      )}
      {hits.length > 0 && <SearchHits search={search} />}
      {query.data &&
        hits.length === 0 &&
        !looking &&
        !error &&
        (search.neverScanned ? <NeverScanned /> : <NoHits search={search} />)}
    </>
  )
}
