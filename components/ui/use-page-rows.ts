'use client'

import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type DrawnRow, drawnRows } from './drawn-rows'

const NEAR_THE_END = 5

/** Pixels at the window's edges where something may stick that would cover a row: a table's head, a bar. */
const COVERED_ABOVE = 56
const COVERED_BELOW = 76

interface PageRowsOptions<Item> {
  items: readonly Item[]
  /** Pixels; rows are measured once they are drawn. */
  estimatedHeight: number
  keyOf: (item: Item, index: number) => string
  /** Called when the last row comes near; the same function while nothing changed. */
  onNearEnd?: () => void
  /** So many rows before the last one are near. */
  near?: number
}

export interface PageRows<Item, Box extends HTMLElement> {
  /** For the element the rows stand in, which has a position and this height. */
  box: RefObject<Box | null>
  height: number
  drawn: DrawnRow<Item>[]
  count: number
  /** Brings a row into view; it may only be drawn after that. */
  scrollTo: (index: number) => void
}

/** Draws only the rows that are in view, of a list that scrolls with the page. */
export function usePageRows<Item, Box extends HTMLElement>(
  options: PageRowsOptions<Item>,
): PageRows<Item, Box> {
  const { items, estimatedHeight, keyOf, onNearEnd, near = NEAR_THE_END } = options
  const count = items.length
  const box = useRef<Box>(null)
  const top = useTopOnPage(box)
  const virtualizer = useWindowVirtualizer<HTMLElement>({
    count,
    estimateSize: () => estimatedHeight,
    overscan: 12,
    scrollMargin: top,
    scrollPaddingStart: COVERED_ABOVE,
    scrollPaddingEnd: COVERED_BELOW,
    getItemKey: (index) => {
      const item = items[index]
      return item === undefined ? index : keyOf(item, index)
    },
    initialRect: { width: 1280, height: 900 },
  })
  const drawn = drawnRows(virtualizer, items, top)
  const nearEnd = (drawn.at(-1)?.index ?? 0) >= count - near
  useEffect(() => {
    if (nearEnd) onNearEnd?.()
  }, [nearEnd, onNearEnd])
  const scrollTo = (index: number) => virtualizer.scrollToIndex(index)
  return { box, height: virtualizer.getTotalSize(), drawn, count, scrollTo }
}

/** What stands above the list may grow or shrink (notices, wrapped headings), and the list moves with it. */
function useTopOnPage(box: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    const measure = () => {
      if (box.current) setTop(Math.round(box.current.getBoundingClientRect().top + window.scrollY))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [box])
  return top
}
