'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { usePageRows } from '@/components/ui/use-page-rows'
import { useRovingRows } from '@/components/ui/use-roving-rows'
import type { TagRow, TagSort } from '@/lib/contract/tags'
import type { Reference } from '@/lib/oci/reference'
import { ariaSort, nextSort } from './sort-choices'
import { rowGridClass, TagTableRow, wideCellClass } from './tag-table-row'
import type { TagPick } from './use-tag-pick'

const ROW_PX = 35

interface TagTableProps {
  home: Reference
  rows: readonly TagRow[]
  /** All there are, if that is known; more than `rows` while not all are loaded. */
  total: number | null
  query: string
  sort: TagSort
  onSort: (sort: TagSort) => void
  /** Called when the last row comes near; the same function while nothing changed. */
  onNearEnd: () => void
  pick: TagPick
}

/** The tags; of thousands only the rows in view are drawn. Arrows move, Enter opens. */
export function TagTable(props: TagTableProps) {
  const { home, total, query, sort, onSort, onNearEnd, pick } = props
  const rows = usePageRows<TagRow, HTMLTableSectionElement>({
    items: props.rows,
    estimatedHeight: ROW_PX,
    keyOf: ({ tag }) => tag,
    onNearEnd,
  })
  const { onKeyDown, stop } = useRovingRows(rows)
  return (
    <table
      className="block w-full text-left"
      aria-label={`Tags of ${home.repository}`}
      aria-rowcount={(total ?? rows.count) + 1}
    >
      <TagTableHead sort={sort} onSort={onSort} />
      <tbody ref={rows.box} onKeyDown={onKeyDown} className="relative block" style={{ height: rows.height }}>
        {rows.drawn.map(({ key, item, index, place }) => (
          <TagTableRow
            key={key}
            home={home}
            row={item}
            query={query}
            pick={pick}
            place={place}
            stop={stop(index)}
          />
        ))}
      </tbody>
    </table>
  )
}

type Sorting = Pick<TagTableProps, 'sort' | 'onSort'>

function TagTableHead(sorting: Sorting) {
  return (
    <thead className="sticky top-0 z-20 hidden bg-panel @3xl:block">
      <tr className={cn(rowGridClass, 'h-8 border-b px-1 text-2xs text-ink-3')}>
        <SortHead column="name" {...sorting}>
          Tag
        </SortHead>
        <th scope="col" className="font-medium">
          Platforms
        </th>
        <th scope="col" className={cn(wideCellClass, 'font-medium')}>
          Kind
        </th>
        <SortHead column="size" className="text-right" {...sorting}>
          Size
        </SortHead>
        <SortHead column="created" {...sorting}>
          Created
        </SortHead>
        <th scope="col" className={cn(wideCellClass, 'font-medium')}>
          Digest
        </th>
      </tr>
    </thead>
  )
}

interface SortHeadProps extends Sorting {
  column: 'name' | 'created' | 'size'
  className?: string
  children: ReactNode
}

function SortHead({ column, sort, onSort, className, children }: SortHeadProps) {
  const direction = ariaSort(column, sort)
  const Arrow = direction === 'ascending' ? ArrowUp : ArrowDown
  return (
    <th scope="col" aria-sort={direction} className={cn('font-medium', className)}>
      <button
        type="button"
        onClick={() => onSort(nextSort(column, sort))}
        className={cn(
          'inline-flex min-h-6 items-center gap-1 hover:text-ink',
          direction !== 'none' && 'text-ink',
        )}
      >
        {children}
        {direction !== 'none' && <Arrow className="size-3" aria-hidden />}
      </button>
    </th>
  )
}
