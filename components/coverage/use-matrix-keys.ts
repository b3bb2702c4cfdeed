'use client'

import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'

const STEPS: Readonly<Record<string, [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-12, 0],
  PageDown: [12, 0],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY],
}

interface MatrixKeysOptions {
  region: RefObject<HTMLElement | null>
  rows: number
  /** Platform columns; column 0 is the tag. */
  columns: number
  /** Brings a cell into the DOM and into sight; without it all cells are there, and the browser scrolls. */
  reveal?: (row: number, column: number) => void
  /** Rows with a cell in column 0 alone, such as heads: walking down another column passes over them. */
  isHead?: (row: number) => boolean
}

/** Arrow keys walk through the cells, into rows and columns that are not drawn yet too. */
export function useMatrixKeys({ region, rows, columns, reveal, isHead = () => false }: MatrixKeysOptions) {
  const wanted = useRef<string | null>(null)
  // After every drawing: the wanted cell may only be there now.
  useEffect(() => {
    const cell =
      wanted.current && region.current?.querySelector<HTMLElement>(`[data-cell="${wanted.current}"]`)
    if (!cell) return
    wanted.current = null
    cell.focus({ preventScroll: true })
  })

  const onKeyDown = (event: KeyboardEvent) => {
    const place =
      event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-cell]') : null
    const step = STEPS[event.key]
    if (!place || !step || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const [row = 0, column = 0] = (place.dataset.cell ?? '').split('-').map(Number)
    const toRow = nextRow(row, step[0], column)
    const toColumn = isHead(toRow) ? 0 : Math.max(0, Math.min(columns, column + step[1]))
    wanted.current = `${toRow}-${toColumn}`
    reveal?.(toRow, toColumn)
    const cell = region.current?.querySelector<HTMLElement>(`[data-cell="${wanted.current}"]`)
    if (!cell) return
    wanted.current = null
    cell.focus({ preventScroll: reveal !== undefined })
  }

  const nextRow = (row: number, step: number, column: number): number => {
    const last = rows - 1
    let next = Math.max(0, Math.min(last, row + step))
    if (column === 0 || step === 0) return next
    const way = Math.sign(step)
    while (isHead(next) && next > 0 && next < last) next += way
    // At the edge there is nothing beyond the head: the way back leads to the last row before it.
    while (isHead(next) && next !== row) next -= way
    return next
  }
  return { onKeyDown }
}
