import { cn } from '@/components/ui/cn'
import type { Client } from '@/lib/oci/platform-choice'
import type { Reference } from '@/lib/oci/reference'
import type { BoardRow } from '@/lib/oci/who-gets-what'
import { hiddenWhenNarrow } from './client-names'
import type { PulledEntry } from './pulled-entry'
import { WhoGetsWhatCell } from './who-gets-what-cell'

interface WhoGetsWhatRowProps {
  row: BoardRow
  /** Its place among the rows seen, for the arrow keys. */
  index: number
  entries: readonly PulledEntry[]
  reference: Reference | null
  wanted: boolean
  /** The client that a narrow board shows. */
  shown: Client
}

export function WhoGetsWhatRow({ row, index, shown, entries, ...rest }: WhoGetsWhatRowProps) {
  const { host, cells } = row
  const differs = new Set(cells.map(({ place, outcome }) => `${place} ${outcome}`)).size > 1
  return (
    <tr className="border-b" data-host={host.id}>
      <th scope="row" className="py-1.5 pr-3 text-left align-top font-normal">
        <span className="block py-0.5 font-semibold leading-snug">{host.name}</span>
        <span className="block text-ink-3 text-xs">{host.detail}</span>
        {differs && <span className="block text-ink-3 text-xs @2xl:hidden">other clients differ</span>}
      </th>
      {cells.map((cell, column) => (
        <td
          key={cell.client}
          data-client={cell.client}
          data-outcome={cell.outcome}
          className={cn('border-l py-1.5 pr-3 pl-3 align-top', hiddenWhenNarrow(cell.client, shown))}
        >
          <WhoGetsWhatCell
            cell={cell}
            host={host}
            entry={cell.place === null ? null : (entries[cell.place] ?? null)}
            place={`${index}-${column + 1}`}
            {...rest}
          />
        </td>
      ))}
    </tr>
  )
}
