'use client'

import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react'

interface RovingRowsOptions {
  /** The element the rows stand in. */
  box: RefObject<HTMLElement | null>
  count: number
  /** Brings a row into view; it may only be drawn after that. */
  scrollTo: (index: number) => void
}

/** What the focusable element of a row carries. */
export interface RowStop {
  'data-row': number
  tabIndex: 0 | -1
  onFocus: () => void
}

/** One tab stop for a long list, the arrows go on from there (ARIA practices, "roving tabindex"). */
export function useRovingRows({ box, count, scrollTo }: RovingRowsOptions) {
  const [chosen, setActive] = useState(0)
  const wanted = useRef<number | null>(null)
  const active = Math.min(chosen, Math.max(count - 1, 0))

  // After every render, because a row far away is drawn only once the list has scrolled there.
  useLayoutEffect(() => {
    if (wanted.current === null) return
    const row = box.current?.querySelector(`[data-row="${wanted.current}"]`)
    if (!(row instanceof HTMLElement)) return
    wanted.current = null
    row.focus({ preventScroll: true })
  })

  const moveTo = (index: number) => {
    const target = Math.max(0, Math.min(index, count - 1))
    wanted.current = target
    setActive(target)
    scrollTo(target)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + 10,
      PageUp: active - 10,
      Home: 0,
      End: count - 1,
    }
    const target = steps[event.key]
    if (target === undefined) return
    event.preventDefault()
    moveTo(target)
  }

  const stop = (index: number): RowStop => ({
    'data-row': index,
    tabIndex: index === active ? 0 : -1,
    onFocus: () => setActive(index),
  })

  return { active, moveTo, onKeyDown, stop }
}
