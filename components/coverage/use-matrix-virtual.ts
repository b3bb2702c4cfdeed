'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useState } from 'react'
import { columnWidth, headHeight, type MatrixWidths, matrixWidths, ROW_HEIGHT } from './matrix-layout'

interface MatrixVirtualOptions {
  region: RefObject<HTMLElement | null>
  rows: number
  platforms: readonly string[]
  /** The last rows came into sight. */
  onEnd: () => void
}

export interface DrawnColumn {
  key: string
  /** Among all platforms, from 0. */
  index: number
  width: number
}

/** Rows and columns in sight, and how much room those out of sight take. */
export function useMatrixVirtual({ region, rows, platforms, onEnd }: MatrixVirtualOptions) {
  const widths = useWidths(region)
  const head = headHeight(platforms)
  const vertical = useVirtualizer({
    count: rows,
    getScrollElement: () => region.current,
    estimateSize: () => ROW_HEIGHT,
    scrollPaddingEnd: head,
    overscan: 12,
  })
  const horizontal = useVirtualizer({
    horizontal: true,
    count: platforms.length,
    getScrollElement: () => region.current,
    estimateSize: (index) => columnWidth(platforms[index] ?? ''),
    getItemKey: (index) => platforms[index] ?? index,
    paddingStart: widths.tag,
    scrollPaddingStart: widths.tag,
    scrollPaddingEnd: widths.pinFindings ? widths.findings : 0,
    overscan: 3,
  })
  // Other columns are not as wide as those before.
  const layout = `${platforms.join()} ${widths.tag}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer reads the widths that `layout` stands for
  useEffect(() => horizontal.measure(), [layout])

  const items = vertical.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (rows > 0 && last >= rows - 20) onEnd()
  }, [last, rows, onEnd])

  const across = horizontal.getVirtualItems()
  const columns = across.flatMap(({ index, size }): DrawnColumn[] => {
    const key = platforms[index]
    return key === undefined ? [] : [{ key, index, width: size }]
  })
  const platformsWidth = horizontal.getTotalSize() - widths.tag
  return {
    widths,
    /** Of the head, which stands over the rows. */
    head,
    rows: items.map(({ index }) => index),
    columns,
    above: items[0]?.start ?? 0,
    below: vertical.getTotalSize() - (items.at(-1)?.end ?? 0),
    left: (across[0]?.start ?? widths.tag) - widths.tag,
    right: horizontal.getTotalSize() - (across.at(-1)?.end ?? widths.tag),
    width: widths.tag + platformsWidth + widths.attestations + widths.findings,
    /** Brings a cell into the DOM: column 0 is the tag. */
    reveal: (row: number, column: number) => {
      vertical.scrollToIndex(row)
      if (column > 0) horizontal.scrollToIndex(column - 1)
    },
  }
}

export type MatrixVirtual = ReturnType<typeof useMatrixVirtual>

/** Follows the width of the region: a phone turned, a window narrowed. */
function useWidths(region: RefObject<HTMLElement | null>): MatrixWidths {
  const [wide, setWide] = useState(true)
  useEffect(() => {
    if (!region.current) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWide(matrixWidths(entry.contentRect.width).pinFindings)
    })
    observer.observe(region.current)
    return () => observer.disconnect()
  }, [region])
  return matrixWidths(wide ? Number.POSITIVE_INFINITY : 0)
}
