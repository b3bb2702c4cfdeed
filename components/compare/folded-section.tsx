'use client'

import { ChevronDown } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { ChangeMark } from './change-mark'
import { countChanges, countWord, partRows, type ShownChange } from './change-words'

/** So many rows of one kind are read; indexes of hundreds of platforms push everything else out of sight. */
const ROWS_MAX = 40

interface FoldedSectionProps<Row> {
  title: string
  rows: readonly Row[]
  /** Said above the rows. */
  summary?: ReactNode
  /** Said where neither side has any. */
  none: string
  /** One list item. */
  children: (row: Row, place: number) => ReactNode
  keyOf: (row: Row, place: number) => string
  /** Rows stay in their order, what is the same between what differs, once it is unfolded. */
  ordered?: boolean
}

/** What differs, and what is the same behind one button. */
export function FoldedSection<Row extends { change: ShownChange }>(props: FoldedSectionProps<Row>) {
  const { title, rows, summary, none, children, keyOf, ordered = false } = props
  const [open, setOpen] = useState(false)
  const [all, setAll] = useState(false)
  const list = useId()
  const { differing, same } = partRows(rows)
  const asked = !open ? differing : ordered ? rows : [...differing, ...same]
  const shown = all ? asked : asked.slice(0, ROWS_MAX)
  return (
    <section aria-label={title} className="min-w-0">
      <div className="flex min-h-7 flex-wrap items-center gap-x-4 gap-y-1">
        <h3 className="font-semibold">{title}</h3>
        <ChangeCounts rows={rows} />
        {rows.length === 0 && <p className="text-ink-3 text-xs">{none}</p>}
        {same.length > 0 && (
          <Button
            variant="ghost"
            size="sm"
            aria-expanded={open}
            aria-controls={list}
            onClick={() => setOpen(!open)}
            className="-ml-2"
          >
            <ChevronDown aria-hidden className={cn('transition-transform', !open && '-rotate-90')} />
            {differing.length === 0 && same.length > 1
              ? `all ${same.length} the same`
              : `${same.length} the same`}
          </Button>
        )}
      </div>
      {summary}
      <ul id={list} className={cn(shown.length > 0 && 'mt-1 border-t')}>
        {shown.map((row, place) => (
          <li key={keyOf(row, place)} className="border-b py-1.5">
            {children(row, place)}
          </li>
        ))}
      </ul>
      {shown.length < asked.length && (
        <Button size="sm" className="mt-2" onClick={() => setAll(true)}>
          Show all {asked.length.toLocaleString('en')}
        </Button>
      )}
    </section>
  )
}

function ChangeCounts({ rows }: { rows: readonly { change: ShownChange }[] }) {
  const counts = countChanges(rows)
  if (counts.length === 0) return null
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-ink-2 text-xs">
      {counts.map(({ change, count }) => (
        <span key={change} className="inline-flex items-center gap-1">
          <ChangeMark change={change} />
          {count} <span aria-hidden>{countWord(change, count)}</span>
        </span>
      ))}
    </p>
  )
}
