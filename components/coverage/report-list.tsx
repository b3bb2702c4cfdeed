import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, TableHead, TableRegion } from '@/components/ui/table'
import { toApiError } from '@/lib/client/api'

interface ReportListProps {
  /** What is listed and why it matters. */
  children: ReactNode
  label: string
  columns: readonly { name: string; numeric?: boolean }[]
  /** Null until the first answer. */
  rows: readonly ReactNode[] | null
  error: Error | null
  onRetry: () => void
  /** There are more; null where all are shown. */
  onMore: (() => void) | null
  loadingMore: boolean
  empty: { title: string; text: string }
}

/** A report as a table, a page at a time: loading, failed and empty as well. */
export function ReportList(props: ReportListProps) {
  const { label, columns, rows, error, empty } = props
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <p className="max-w-prose text-ink-2">{props.children}</p>
      {error && <ErrorState error={toApiError(error)} onRetry={props.onRetry} />}
      {rows === null && !error && <Skeleton className="h-40 rounded-lg" />}
      {rows?.length === 0 && <EmptyState title={empty.title}>{empty.text}</EmptyState>}
      {rows && rows.length > 0 && (
        <TableRegion label={label} className="relative">
          <Table>
            <thead>
              <tr>
                {columns.map(({ name, numeric }) => (
                  <TableHead key={name} data-numeric={numeric}>
                    {name}
                  </TableHead>
                ))}
              </tr>
            </thead>
            <tbody>{rows}</tbody>
          </Table>
        </TableRegion>
      )}
      {props.onMore && (
        <Button className="w-fit" onClick={props.onMore} disabled={props.loadingMore}>
          {props.loadingMore ? 'Loading…' : 'Show more'}
        </Button>
      )}
    </div>
  )
}
