'use client'

import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import type { OverviewResponse } from '@/lib/contract/coverage-overview'
import { matrixColumns } from './cell-state'
import { CoverageLegend } from './coverage-legend'
import { CoverageMatrix } from './coverage-matrix'
import { MatrixFilters } from './matrix-filters'
import { matrixLines } from './matrix-rows'
import { NoRows } from './no-rows'
import { RepositoryFindings } from './repository-findings'
import { RequireEditor } from './require-editor'
import { useCoverageRows } from './use-coverage-rows'
import type { CoverageView } from './use-coverage-view'

interface MatrixTabProps {
  view: CoverageView
  overview: OverviewResponse | null
  /** A scan is under way. */
  reading: boolean
  /** Reads what is looked at from the registry. */
  onScan: () => void
}

/** The tags that match as rows, every platform a column. */
export function MatrixTab({ view, overview, reading, onScan }: MatrixTabProps) {
  const found = useCoverageRows(view.filter)
  const { rows, first, error } = found
  const grouped = view.scope.repository === ''
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <MatrixFilters view={view} overview={overview} />
        <RequireEditor
          require={view.require}
          suggestions={first?.platforms ?? []}
          onRequire={view.setRequire}
        />
      </div>
      {error && <ErrorState error={error} onRetry={found.retry} retrying={found.retrying} />}
      {first && <RepositoryFindings findings={first.findings} scope={view.scope} />}
      {!first && !error && <MatrixSkeleton />}
      {first && rows.length === 0 && (
        <NoRows view={view} reading={reading || first.scan !== null} onScan={onScan} />
      )}
      {first && rows.length > 0 && (
        <>
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
            <CoverageLegend />
            <p role="status" className="text-ink-3 text-xs tabular-nums">
              {found.updating ? 'filtering…' : shownInWords(rows.length, first.total, found.whole)}
            </p>
          </div>
          <CoverageMatrix
            // Another question begins at the top, and with other columns.
            key={found.question}
            lines={matrixLines(rows, grouped)}
            platforms={matrixColumns(first.platforms, rows)}
            whole={found.whole}
            onEnd={found.more}
          />
        </>
      )}
    </div>
  )
}

/** `total` is not counted where that would take too long. */
function shownInWords(shown: number, total: number | null, whole: boolean): string {
  const figure = (count: number) => count.toLocaleString('en')
  if (whole) return shown === 1 ? '1 tag' : `${figure(shown)} tags`
  if (total === null) return `the first ${figure(shown)} tags; more as you scroll`
  return `the first ${figure(shown)} of ${figure(total)} tags; more as you scroll`
}

function MatrixSkeleton() {
  return (
    <div role="status">
      <span className="sr-only">Reading the tags</span>
      <Skeleton className="h-96 rounded-lg" />
    </div>
  )
}
