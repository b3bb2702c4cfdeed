import type { Virtualizer } from '@tanstack/react-virtual'
import type { CSSProperties } from 'react'

/** What the element of a row carries to stand in its place and be measured there. */
export interface RowPlace {
  ref: (element: HTMLElement | null) => void
  'data-index': number
  style: CSSProperties
}

export interface DrawnRow<Item> {
  key: string
  item: Item
  index: number
  place: RowPlace
}

/** The rows that are drawn now. `top` is how far down its scroller the list begins, in pixels. */
export function drawnRows<Item, Scroller extends Element | Window>(
  virtualizer: Virtualizer<Scroller, HTMLElement>,
  items: readonly Item[],
  top = 0,
): DrawnRow<Item>[] {
  return virtualizer.getVirtualItems().flatMap(({ key, index, start }) => {
    const item = items[index]
    if (item === undefined) return []
    const style = { transform: `translateY(${start - top}px)` }
    return [
      {
        key: String(key),
        item,
        index,
        place: { ref: virtualizer.measureElement, 'data-index': index, style },
      },
    ]
  })
}
