'use client'

import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect, useState } from 'react'

interface PageRowsOptions {
  count: number
  /** Pixels; rows are measured once they are drawn. */
  estimatedHeight: number
  /** The element the rows stand in. */
  box: RefObject<HTMLElement | null>
  keyOf: (index: number) => string
}

/** Draws only the rows that are in view, of a list that scrolls with the page. */
export function usePageRows({ count, estimatedHeight, box, keyOf }: PageRowsOptions) {
  const [top, setTop] = useState(0)
  // What stands above the list may grow or shrink (notices, wrapped headings), and the list moves with it.
  useLayoutEffect(() => {
    const measure = () => {
      if (box.current) setTop(Math.round(box.current.getBoundingClientRect().top + window.scrollY))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [box])
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => estimatedHeight,
    overscan: 12,
    scrollMargin: top,
    getItemKey: keyOf,
    initialRect: { width: 1280, height: 900 },
  })
  return { virtualizer, top }
}
