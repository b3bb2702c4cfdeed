'use client'

import { useRef } from 'react'
import { TableRegion } from '@/components/ui/table'
import { MatrixHead } from './matrix-head'
import { MatrixRepositoryRow } from './matrix-repository-row'
import { MatrixRow } from './matrix-row'
import type { MatrixLine } from './matrix-rows'
import { useMatrixKeys } from './use-matrix-keys'
import { type MatrixVirtual, useMatrixVirtual } from './use-matrix-virtual'

interface CoverageMatrixProps {
  lines: readonly MatrixLine[]
  platforms: readonly string[]
  /** Whether all there is has been loaded. */
  whole: boolean
  onEnd: () => void
}

/** A real table: only the rows and columns in sight are in it, and it says how many there are. */
export function CoverageMatrix({ lines, platforms, whole, onEnd }: CoverageMatrixProps) {
  const region = useRef<HTMLElement>(null)
  const virtual = useMatrixVirtual({ region, rows: lines.length, platforms, onEnd })
  const keys = useMatrixKeys({
    region,
    rows: lines.length,
    columns: platforms.length,
    reveal: virtual.reveal,
    isHead: (row) => lines[row]?.kind === 'repository',
  })
  const span = virtual.columns.length + 5
  return (
    <TableRegion
      ref={region}
      label="Coverage matrix"
      className="relative max-h-[70dvh] overflow-auto rounded-lg border"
    >
      <table
        aria-rowcount={whole ? lines.length + 1 : -1}
        aria-colcount={platforms.length + 3}
        aria-label="Tags by platform. Arrow keys move between cells."
        className="table-fixed border-separate border-spacing-0 text-left text-xs"
        style={{ width: `max(100%, ${virtual.width}px)` }}
        onKeyDown={keys.onKeyDown}
      >
        <Columns virtual={virtual} />
        <MatrixHead platforms={platforms.length} virtual={virtual} />
        <tbody>
          <Spacer height={virtual.above} span={span} />
          {virtual.rows.map((index) => {
            const line = lines[index]
            if (line?.kind === 'repository')
              return <MatrixRepositoryRow key={line.key} line={line} index={index} span={span} />
            return (
              line && (
                <MatrixRow
                  key={line.key}
                  row={line.row}
                  index={index}
                  platforms={platforms.length}
                  virtual={virtual}
                />
              )
            )
          })}
          <Spacer height={virtual.below} span={span} />
        </tbody>
      </table>
    </TableRegion>
  )
}

/** The fixed layout: what is left over goes to the findings. */
function Columns({ virtual }: { virtual: MatrixVirtual }) {
  return (
    <colgroup>
      <col style={{ width: virtual.widths.tag }} />
      <col style={{ width: virtual.left }} />
      {virtual.columns.map(({ key, width }) => (
        <col key={key} style={{ width }} />
      ))}
      <col style={{ width: virtual.right }} />
      <col style={{ width: virtual.widths.attestations }} />
      <col />
    </colgroup>
  )
}

/** Stands for the rows out of sight. */
function Spacer({ height, span }: { height: number; span: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden>
      <td colSpan={span} style={{ height }} className="p-0" />
    </tr>
  )
}
