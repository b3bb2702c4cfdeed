'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { TableRegion } from '@/components/ui/table'
import type { CoverageScope } from '@/lib/client/coverage'
import type { CoverageRow } from '@/lib/contract/coverage'
import { MatrixHead } from './matrix-head'
import { MatrixRow } from './matrix-row'
import { useMatrixKeys } from './use-matrix-keys'

/** Pixels. */
const ROW_HEIGHT = 30

interface CoverageMatrixProps {
  rows: readonly CoverageRow[]
  platforms: readonly string[]
  scope: CoverageScope
}

/** A real table: only the rows in sight are in it, and it says how many there are. */
export function CoverageMatrix({ rows, platforms, scope }: CoverageMatrixProps) {
  const region = useRef<HTMLElement>(null)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => region.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  })
  const shown = virtualizer.getVirtualItems()
  const before = shown[0]?.start ?? 0
  const after = virtualizer.getTotalSize() - (shown.at(-1)?.end ?? 0)
  const keys = useMatrixKeys({
    region,
    rows: rows.length,
    columns: platforms.length,
    reveal: virtualizer.scrollToIndex,
  })
  return (
    <TableRegion ref={region} label="Coverage matrix" className="relative max-h-[70dvh] overflow-auto">
      <table
        aria-rowcount={rows.length + 1}
        aria-label="Tags by platform. Arrow keys move between cells."
        className="w-full border-separate border-spacing-0 text-left text-xs"
        onKeyDown={keys.onKeyDown}
      >
        <MatrixHead platforms={platforms} />
        <tbody>
          <Spacer height={before} />
          {shown.map(({ index }) => {
            const row = rows[index]
            return (
              row && <MatrixRow key={row.tag} row={row} index={index} platforms={platforms} scope={scope} />
            )
          })}
          <Spacer height={after} />
        </tbody>
      </table>
    </TableRegion>
  )
}

/** Stands for the rows out of sight. */
function Spacer({ height }: { height: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden>
      <td style={{ height }} className="p-0" />
    </tr>
  )
}
