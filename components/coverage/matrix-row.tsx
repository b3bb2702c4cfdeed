import Link from 'next/link'
import { platformHue } from '@/components/platform/platform-hue'
import { cn } from '@/components/ui/cn'
import type { CoverageScope } from '@/lib/client/coverage'
import type { CoverageRow } from '@/lib/contract/coverage'
import type { Platform } from '@/lib/oci/platform'
import { referencePath } from '@/lib/routes'
import { cellState } from './cell-state'
import { CELL_LOOKS, CELL_WORDS, CellMark } from './matrix-cell'
import { platformOf } from './matrix-head'
import { RowFindings } from './row-findings'

interface MatrixRowProps {
  row: CoverageRow
  index: number
  platforms: readonly string[]
  scope: CoverageScope
}

export function MatrixRow({ row, index, platforms, scope }: MatrixRowProps) {
  const { registry, repository } = scope
  const reference = { registry, repository, tag: row.tag }
  return (
    <tr aria-rowindex={index + 2} className="group h-7.5">
      <th
        scope="row"
        className="sticky left-0 z-10 max-w-64 border-b bg-panel pr-3 font-medium font-mono text-xs group-hover:bg-sunk"
      >
        <Link
          href={referencePath(reference)}
          data-cell={`${index}-0`}
          title={row.tag}
          className="flex min-h-6 items-center truncate decoration-line-strong underline-offset-3 hover:underline"
        >
          <span className="truncate">{row.tag}</span>
        </Link>
      </th>
      {platforms.map((platform, column) => (
        <td key={platform} className="border-b px-0.5 group-hover:bg-sunk">
          <Cell
            row={row}
            platform={platform}
            href={referencePath(reference, { platform })}
            place={`${index}-${column + 1}`}
          />
        </td>
      ))}
      <td className="border-b px-1 text-center text-ink-2 tabular-nums group-hover:bg-sunk">
        {row.attestations || <span className="sr-only">none</span>}
      </td>
      <td className="border-b pl-3 group-hover:bg-sunk">
        <RowFindings row={row} />
      </td>
    </tr>
  )
}

interface CellProps {
  row: CoverageRow
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
        'grid h-6 min-w-6 place-items-center rounded-xs focus-visible:outline-offset-0',
        CELL_LOOKS[state],
      )}
    >
      <CellMark state={state} />
    </Link>
  )
}

const NO_PLATFORM: Pick<Platform, 'architecture'> = { architecture: '' }
