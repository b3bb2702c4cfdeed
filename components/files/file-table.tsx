'use client'

import { type RefObject, useLayoutEffect } from 'react'
import { cn } from '@/components/ui/cn'
import { usePageRows } from '@/components/ui/use-page-rows'
import { useRovingRows } from '@/components/ui/use-roving-rows'
import type { FileEntry } from '@/lib/contract/files'
import type { InspectedLayer } from '@/lib/contract/inspect'
import { FileTableRow, fileGridClass } from './file-table-row'
import type { ShownList } from './files-list'
import type { FilesView } from './use-files-view'

const ROW_PX = 31

interface FileTableProps {
  rows: readonly FileEntry[]
  list: ShownList
  /** All there are, if that is known. */
  total: number | null
  label: string
  view: FilesView
  layers: readonly InspectedLayer[]
  onNearEnd: () => void
  /** The path whose row gets the focus; the first row's where it is not here. Null: it stays where it is. */
  cameFrom: RefObject<string | null>
  /** These rows are still those of the place before: the focus waits. */
  isBefore: boolean
}

/** Files; of thousands only the rows in view are drawn. Arrows move, Enter opens, Backspace leads out. */
export function FileTable(props: FileTableProps) {
  const { list, total, label, view, layers, onNearEnd, cameFrom, isBefore } = props
  const rows = usePageRows<FileEntry, HTMLTableSectionElement>({
    items: props.rows,
    estimatedHeight: ROW_PX,
    keyOf: ({ path, type, layer }) => `${path} ${type} ${layer}`,
    onNearEnd,
  })
  const roving = useRovingRows(rows)
  useLayoutEffect(() => {
    const wanted = cameFrom.current
    if (wanted === null || isBefore) return
    cameFrom.current = null
    roving.moveTo(props.rows.findIndex(({ path }) => path === wanted))
  })
  const largest = props.rows.reduce((most, { size }) => Math.max(most, size), 0)
  return (
    <table
      data-files
      className="block w-full text-left"
      aria-label={label}
      aria-rowcount={total === null ? -1 : total + 1}
    >
      <FileTableHead list={list} />
      <tbody
        ref={rows.box}
        onKeyDown={roving.onKeyDown}
        className="relative block"
        style={{ height: rows.height }}
      >
        {rows.drawn.map(({ key, item, index, place }) => (
          <FileTableRow
            key={key}
            entry={item}
            list={list}
            share={largest === 0 ? 0 : item.size / largest}
            view={view}
            layers={layers}
            place={place}
            stop={roving.stop(index)}
            onOpen={() => {
              cameFrom.current = ''
            }}
          />
        ))}
      </tbody>
    </table>
  )
}

function FileTableHead({ list }: { list: ShownList }) {
  return (
    <thead className="sticky top-0 z-20 hidden bg-panel @3xl:block">
      <tr className={cn(fileGridClass(list), 'h-8 border-b px-1 text-2xs text-ink-3')}>
        {COLUMNS[list].map((name) => (
          <th key={name} scope="col" className={cn('font-medium', name === 'Size' && 'text-right')}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  )
}

const LISTED = ['Name', 'Size', 'Mode', 'Owner', 'Changed', 'Layer']
const RANKED = ['Path', 'Size', 'Beside the largest', 'Layer']
const COLUMNS: Record<ShownList, readonly string[]> = {
  folder: LISTED,
  search: LISTED,
  biggest: RANKED,
  folders: RANKED,
  wasted: ['Path', 'Size', 'Beside the largest', 'What became of it', 'Layer'],
}
