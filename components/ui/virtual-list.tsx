'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useRef } from 'react'
import { cn } from './cn'
import { drawnRows } from './drawn-rows'

interface VirtualListProps<Item> {
  items: readonly Item[]
  /** Pixels; rows are measured once they are there. */
  estimatedHeight: number
  keyOf: (item: Item, index: number) => string
  children: (item: Item, index: number) => ReactNode
  label: string
  /** Called when the last row comes near: load more. */
  onEnd?: () => void
  className?: string
}

/** A long list in a box of its own that scrolls (give it a height): only what is seen is in the DOM. */
export function VirtualList<Item>(props: VirtualListProps<Item>) {
  const { items, estimatedHeight, keyOf, children, label, onEnd, className } = props
  const box = useRef<HTMLElement>(null)
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => estimatedHeight,
    overscan: 8,
    getItemKey: (index) => {
      const item = items[index]
      return item === undefined ? index : keyOf(item, index)
    },
    onChange: ({ range }) => {
      if (range && range.endIndex >= items.length - 1) onEnd?.()
    },
  })
  return (
    <section
      ref={box}
      data-slot="virtual-list"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      className={cn('overflow-y-auto', className)}
    >
      <ol className="relative w-full" style={{ height: virtualizer.getTotalSize() }}>
        {drawnRows(virtualizer, items).map(({ key, item, index, place }) => (
          <li
            key={key}
            {...place}
            aria-setsize={items.length}
            aria-posinset={index + 1}
            className="absolute inset-x-0 top-0"
          >
            {children(item, index)}
          </li>
        ))}
      </ol>
    </section>
  )
}
