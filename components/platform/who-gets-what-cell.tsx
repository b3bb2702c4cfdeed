import { Badge } from '@/components/ui/badge'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { StatusGlyph } from '@/components/ui/status-glyph'
import type { Host } from '@/lib/oci/hosts'
import type { Reference } from '@/lib/oci/reference'
import type { BoardCell } from '@/lib/oci/who-gets-what'
import { CLIENT_NAMES } from './client-names'
import { PlatformChip } from './platform-chip'
import type { PulledEntry } from './pulled-entry'
import { WhoGetsWhatDetail } from './who-gets-what-detail'

export interface WhoGetsWhatCellProps {
  cell: BoardCell
  host: Host
  /** The entry that is pulled. */
  entry: PulledEntry | null
  reference: Reference | null
  wanted: boolean
  /** Row and column, for the arrow keys. */
  place: string
}

/** What one client pulls on one host; a press shows the digest and the command. */
export function WhoGetsWhatCell({ cell, host, entry, place, ...rest }: WhoGetsWhatCellProps) {
  const { asks } = cell
  if (!asks) return <p className="pt-0.75 text-ink-3 text-xs">{cell.reason}</p>
  const who = `${CLIENT_NAMES[cell.client].short} on ${host.name}`
  return (
    <>
      <Popover>
        <PopoverTrigger asChild>
          <button
            type="button"
            data-cell={place}
            className="group inline-flex min-h-6 max-w-full flex-wrap items-center gap-x-1.5 rounded-sm text-left"
          >
            <Pulled cell={cell} entry={entry} />
            <span className="sr-only">, {who}</span>
          </button>
        </PopoverTrigger>
        <PopoverContent aria-label={who} className="w-104">
          <WhoGetsWhatDetail cell={{ ...cell, asks }} host={host} entry={entry} {...rest} />
        </PopoverContent>
      </Popover>
      <p className="text-ink-3 text-xs leading-snug">{cell.reason}</p>
    </>
  )
}

/** Three shapes: a chip, a chip with a warning's diamond, the triangle of a pull that fails. */
function Pulled({ cell, entry }: { cell: BoardCell; entry: PulledEntry | null }) {
  const fails = cell.outcome === 'nothing' || cell.outcome === 'gone'
  return (
    <>
      {entry && <BoardChip entry={entry} />}
      {cell.outcome === 'pulled' && <StatusGlyph kind="warning" label="may not run there" />}
      {fails && (
        <span className="inline-flex items-center gap-1.5 font-medium text-bad group-hover:underline">
          <StatusGlyph kind="error" label={null} />
          pull fails
        </span>
      )}
    </>
  )
}

function BoardChip({ entry }: { entry: PulledEntry }) {
  if (entry.platform)
    return (
      <PlatformChip
        platform={entry.platform}
        status={entry.status ?? 'present'}
        className="group-hover:border-current"
      />
    )
  return <Badge variant="dashed">entry {entry.number}, no platform</Badge>
}
