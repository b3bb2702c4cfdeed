import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { coveragePath } from '@/lib/routes'
import { SearchExamples } from './search-examples'
import type { Search } from './use-search'

/** Nothing matches, and what else can be asked. */
export function NoHits({ search }: { search: Search }) {
  return (
    <>
      <EmptyState
        title="No tag that was scanned matches."
        actions={
          <>
            <Button onClick={() => search.setText('')}>Search for something else</Button>
            <Button asChild>
              <Link href={coveragePath()}>Scan again</Link>
            </Button>
          </>
        }
      >
        All terms have to hold at once. What was pushed since the last scan is not known here yet.
      </EmptyState>
      <SearchExamples onTry={search.setText} />
    </>
  )
}

/** Before the first scan there is nothing to search in. */
export function NeverScanned() {
  return (
    <EmptyState
      className="mb-3"
      title="Nothing has been scanned yet."
      actions={
        <Button variant="primary" asChild>
          <Link href={coveragePath()}>Scan a registry</Link>
        </Button>
      }
    >
      The search answers from what scans have learned of your tags: their platforms, digests, layers and
      labels.
    </EmptyState>
  )
}
