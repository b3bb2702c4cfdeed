import Link from 'next/link'
import { platformHue } from '@/components/platform/platform-hue'
import { cn } from '@/components/ui/cn'
import type { CoverageReportRow } from '@/lib/contract/coverage-report'
import type { Platform } from '@/lib/oci/platform'
import { referencePath } from '@/lib/routes'
import { cellState } from './cell-state'
import { CELL_LOOKS, CELL_WORDS, CellMark } from './matrix-cell'
import { platformOf } from './matrix-layout'
import { RowFindings } from './row-findings'
import type { MatrixVirtual } from './use-matrix-virtual'

interface MatrixRowProps {
  row: CoverageReportRow
  index: number
  /** How many columns there are, in sight or not. */
  platforms: number
  virtual: MatrixVirtual
}

const PLAIN = 'border-b bg-panel group-hover:bg-sunk'

export function MatrixRow({ row, index, platforms, virtual }: MatrixRowProps) {
  const { registry, repository, tag } = row
  const reference = { registry, repository, tag }
  return (
    <tr aria-rowindex={index + 2} className="group h-7.5">
      <th scope="row" aria-colindex={1} className={cn(PLAIN, 'sticky left-0 z-10 px-3 font-medium')}>
        <Link
          href={referencePath(reference)}
          data-cell={`${index}-0`}
          title={row.ref}
          className="flex min-h-6 items-center font-mono decoration-line-strong underline-offset-3 hover:underline"
        >
          <span className="truncate">{tag}</span>
        </Link>
      </th>
      <td aria-hidden className={cn(PLAIN, 'p-0')} />
      {virtual.columns.map(({ key, index: column }) => (
        <td key={key} aria-colindex={column + 2} className={cn(PLAIN, 'px-0.5')}>
          <Cell
            row={row}
            platform={key}
            href={referencePath(reference, { platform: key })}
            place={`${index}-${column + 1}`}
          />
        </td>
      ))}
      <td aria-hidden className={cn(PLAIN, 'p-0')} />
      <td aria-colindex={platforms + 2} className={cn(PLAIN, 'px-1 text-center text-ink-2 tabular-nums')}>
        {row.attestations || <span className="sr-only">none</span>}
      </td>
      <td
        aria-colindex={platforms + 3}
        className={cn(PLAIN, 'px-3', virtual.widths.pinFindings && 'sticky right-0 z-10')}
      >
        <RowFindings row={row} />
      </td>
    </tr>
  )
}

interface CellProps {
  row: CoverageReportRow
  platform: string
  href: ReturnType<typeof referencePath>
  /** Row and column, for the arrow keys. */
  place: string
}

/** Every cell leads to the image under that platform. Tab stops once a row, arrows move inside. */
function Cell({ row, platform, href, place }: CellProps) {
  const state = cellState(row, platform)
  const words = `${row.tag}, ${platform}: ${CELL_WORDS[state]}`
  return (
    <Link
      href={href}
      prefetch={false}
      data-cell={place}
      data-state={state}
      tabIndex={-1}
      title={words}
      aria-label={words}
      style={platformHue(platformOf(platform) ?? NO_PLATFORM)}
      className={cn(
        'grid h-5.5 min-w-6 place-items-center rounded-xs focus-visible:outline-2 focus-visible:outline-ink focus-visible:outline-offset-1',
        CELL_LOOKS[state],
      )}
    >
      <CellMark state={state} />
    </Link>
  )
}

const NO_PLATFORM: Pick<Platform, 'architecture'> = { architecture: '' }
