'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { SearchInput } from '@/components/ui/search-input'
import { Skeleton } from '@/components/ui/skeleton'
import { useDebounced } from '@/components/ui/use-debounced'
import { useLoadMore } from '@/components/ui/use-load-more'
import { usePageRows } from '@/components/ui/use-page-rows'
import { toApiError } from '@/lib/client/api'
import { packagesQuery } from '@/lib/client/attestation'
import type { SbomPackage } from '@/lib/contract/attestation'
import { PACKAGE_GRID, PackageRow } from './package-row'
import { useDocumentView } from './use-document-view'

const TYPING_MS = 180
const ROW_PX = 35
const NEAR_THE_END = 40

interface PackageTableProps {
  reference: string
  digest: string
  /** All of the document. */
  count: number
}

/** The packages of an SBOM, searched by the server; of thousands only the rows in view are drawn. */
export function PackageTable({ reference, digest, count }: PackageTableProps) {
  const { packages: text, search } = useDocumentView()
  const q = useDebounced(text.trim(), TYPING_MS)
  const query = useInfiniteQuery(packagesQuery(reference, digest, q))
  const loadMore = useLoadMore(query)
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const total = query.data?.pages[0]?.total ?? null
  return (
    <section aria-label="Packages" className="@container">
      <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-2">
        <h4 className="font-semibold">Packages</h4>
        <SearchInput
          value={text}
          onValueChange={search}
          label="Search packages, licences, suppliers"
          pageSearch
          className="sm:w-80"
        />
        <span role="status" className="text-ink-2 text-xs tabular-nums">
          {total !== null && foundInWords(total, count, q)}
        </span>
      </div>
      {query.error && (
        <ErrorState
          error={toApiError(query.error)}
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      )}
      {query.isPending && <Skeleton className="h-64 rounded-lg" />}
      {total === 0 && <EmptyState title="No package has that in its name, version, licence or supplier." />}
      {rows.length > 0 && (
        <Rows packages={rows} total={total ?? rows.length} words={q} onNearEnd={loadMore} />
      )}
    </section>
  )
}

function foundInWords(total: number, count: number, q: string): string {
  if (q === '') return `${total.toLocaleString('en')} packages`
  return `${total.toLocaleString('en')} of ${count.toLocaleString('en')}`
}

interface RowsProps {
  packages: readonly SbomPackage[]
  total: number
  words: string
  onNearEnd: () => void
}

function Rows({ packages, total, words, onNearEnd }: RowsProps) {
  const rows = usePageRows<SbomPackage, HTMLTableSectionElement>({
    items: packages,
    estimatedHeight: ROW_PX,
    keyOf: (_, index) => `${words} ${index}`,
    onNearEnd,
    near: NEAR_THE_END,
  })
  return (
    <table className="block w-full text-left" aria-label="Packages" aria-rowcount={total + 1}>
      <thead className="sticky top-0 z-20 hidden bg-panel @2xl:block">
        <tr className={cn(PACKAGE_GRID, 'h-8 items-center border-b text-2xs text-ink-3')}>
          {['Name', 'Version', 'Type', 'Licence', 'Supplier'].map((name) => (
            <th key={name} scope="col" className="font-medium">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={rows.box} className="relative block" style={{ height: rows.height }}>
        {rows.drawn.map(({ key, item, place }) => (
          <PackageRow key={key} row={item} place={place} />
        ))}
      </tbody>
    </table>
  )
}
