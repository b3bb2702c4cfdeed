'use client'

import type { ReactNode } from 'react'
import { cn } from './cn'
import { usePageRows } from './use-page-rows'
import { type RowStop, useRovingRows } from './use-roving-rows'

interface PageListProps<Item> {
  items: readonly Item[]
  /** Pixels; rows are measured once they are drawn. */
  estimatedHeight: number
  keyOf: (item: Item) => string
  children: (item: Item, stop: RowStop) => ReactNode
  label: string
  /** All there are; -1 where nobody knows. As many as there are items unless said otherwise. */
  total?: number
  onNearEnd?: () => void
  /** One tab stop, arrows move on: each row gives its `stop` to what it wants focused. */
  roving?: boolean
  busy?: boolean
}

/** A long list that scrolls with the page: of thousands only the rows in view are drawn. */
export function PageList<Item>(props: PageListProps<Item>) {
  const { items, estimatedHeight, keyOf, children, label, total = items.length, roving = false, busy } = props
  const rows = usePageRows<Item, HTMLUListElement>({
    items,
    estimatedHeight,
    keyOf,
    onNearEnd: props.onNearEnd,
  })
  const { onKeyDown, stop } = useRovingRows(rows)
  return (
    <ul
      ref={rows.box}
      aria-label={label}
      aria-busy={busy}
      onKeyDown={roving ? onKeyDown : undefined}
      className={cn('relative border-t', busy && 'opacity-60')}
      style={{ height: rows.height }}
    >
      {rows.drawn.map(({ key, item, index, place }) => (
        <li
          key={key}
          {...place}
          aria-setsize={total}
          aria-posinset={index + 1}
          className="absolute inset-x-0 top-0"
        >
          {children(item, stop(index))}
        </li>
      ))}
    </ul>
  )
}
