'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { cn } from '@/components/ui/cn'
import type { TagRow, TagSort } from '@/lib/contract/tags'
import { ariaSort, nextSort } from './sort-choices'
import { rowGridClass, TagTableRow, wideCellClass } from './tag-table-row'
import { usePageRows } from './use-page-rows'
import { useRovingRows } from './use-roving-rows'

const ROW_PX = 35
const NEAR_THE_END = 5

interface TagTableProps {
  registry: string
  repository: string
  rows: readonly TagRow[]
  /** All there are, if that is known; more than `rows` while not all are loaded. */
  total: number | null
  query: string
  sort: TagSort
  onSort: (sort: TagSort) => void
  /** Called when the last row comes near. */
  onNearEnd: () => void
}

/** The tags; of thousands only the rows in view are drawn. Arrows move, Enter opens. */
export function TagTable(props: TagTableProps) {
  const { registry, repository, rows, total, query, sort, onSort, onNearEnd } = props
  const roving = useRovingRows<HTMLTableSectionElement>({
    count: rows.length,
    scrollTo: (index) => virtualizer.scrollToIndex(index),
  })
  const { virtualizer, top } = usePageRows({
    count: rows.length,
    estimatedHeight: ROW_PX,
    box: roving.box,
    keyOf: (index) => rows[index]?.tag ?? String(index),
  })
  const drawn = virtualizer.getVirtualItems()
  const lastDrawn = drawn.at(-1)?.index ?? 0
  const nearEnd = lastDrawn >= rows.length - NEAR_THE_END
  useEffect(() => {
    if (nearEnd) onNearEnd()
  }, [nearEnd, onNearEnd])
  return (
    <table
      className="block w-full text-left"
      aria-label={`Tags of ${repository}`}
      aria-rowcount={(total ?? rows.length) + 1}
    >
      <TagTableHead sort={sort} onSort={onSort} />
      <tbody
        ref={roving.box}
        onKeyDown={roving.onKeyDown}
        className="relative block"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {drawn.map(({ key, index, start }) => {
          const row = rows[index]
          if (!row) return null
          return (
            <TagTableRow
              key={key}
              registry={registry}
              repository={repository}
              row={row}
              query={query}
              index={index}
              active={index === roving.active}
              offset={start - top}
              measure={virtualizer.measureElement}
              onActive={() => roving.setActive(index)}
            />
          )
        })}
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
