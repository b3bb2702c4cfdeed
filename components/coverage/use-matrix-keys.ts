'use client'

import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'

const STEPS: Readonly<Record<string, [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-12, 0],
  PageDown: [12, 0],
}

interface MatrixKeysOptions {
  region: RefObject<HTMLElement | null>
  rows: number
  /** Platform columns; column 0 is the tag. */
  columns: number
  /** Brings a row into the DOM. */
  reveal: (row: number) => void
}

/** Arrow keys walk through the cells, into rows that are not drawn yet too. */
export function useMatrixKeys({ region, rows, columns, reveal }: MatrixKeysOptions) {
  const wanted = useRef<string | null>(null)
  // After every drawing: the wanted cell may only be there now.
  useEffect(() => {
    const cell =
      wanted.current && region.current?.querySelector<HTMLElement>(`[data-cell="${wanted.current}"]`)
    if (!cell) return
    wanted.current = null
    cell.focus()
  })

  const onKeyDown = (event: KeyboardEvent) => {
    const place =
      event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-cell]') : null
    const step = STEPS[event.key]
    if (!place || !step) return
    event.preventDefault()
    const [row = 0, column = 0] = (place.dataset.cell ?? '').split('-').map(Number)
    const nextRow = Math.max(0, Math.min(rows - 1, row + step[0]))
    const next = `${nextRow}-${Math.max(0, Math.min(columns, column + step[1]))}`
    const cell = region.current?.querySelector<HTMLElement>(`[data-cell="${next}"]`)
    if (cell) return cell.focus()
    wanted.current = next
    reveal(nextRow)
  }
  return { onKeyDown }
}
