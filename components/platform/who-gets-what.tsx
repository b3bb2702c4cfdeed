'use client'

import { useMemo, useRef, useState } from 'react'
import { useMatrixKeys } from '@/components/coverage/use-matrix-keys'
import { cn } from '@/components/ui/cn'
import { TableRegion } from '@/components/ui/table'
import { CLIENTS, type Client } from '@/lib/oci/platform-choice'
import type { Reference } from '@/lib/oci/reference'
import { whoGetsWhat } from '@/lib/oci/who-gets-what'
import { CLIENT_NAMES, hiddenWhenNarrow } from './client-names'
import type { PulledEntry } from './pulled-entry'
import { WhoGetsWhatAside } from './who-gets-what-aside'
import { WhoGetsWhatClients } from './who-gets-what-clients'
import { WhoGetsWhatRow } from './who-gets-what-row'
import { WhoGetsWhatUnreached } from './who-gets-what-unreached'

export interface WhoGetsWhatProps {
  entries: readonly PulledEntry[]
  inOciIndex: boolean
  /** One image without an index around it. */
  single?: boolean
  /** What the commands pull; null while it has no name. */
  reference: Reference | null
  /** Not pushed yet: the commands work later. */
  wanted?: boolean
}

/** Real hosts by client: which entry each pulls, or that the pull fails. Narrow: one client at a time. */
export function WhoGetsWhat({ entries, inOciIndex, single = false, reference, wanted }: WhoGetsWhatProps) {
  const board = useMemo(() => whoGetsWhat({ entries, inOciIndex, single }), [entries, inOciIndex, single])
  const [client, setClient] = useState<Client>('containerd')
  const [open, setOpen] = useState(false)
  const region = useRef<HTMLElement>(null)
  const aside = board.rows.filter((row) => row.aside)
  const rows = [...board.rows.filter((row) => !row.aside), ...(open ? aside : [])]
  const keys = useMatrixKeys({ region, rows: rows.length, columns: CLIENTS.length })
  const shared = { entries, reference, wanted: wanted ?? false, shown: client }
  return (
    <div className="@container">
      <WhoGetsWhatUnreached unreached={board.unreached} entries={entries} />
      <WhoGetsWhatClients client={client} onClient={setClient} />
      <TableRegion ref={region} label="Who gets what">
        <table
          aria-label="Hosts by client. Arrow keys move between cells."
          className="w-full table-fixed border-collapse text-left"
          onKeyDown={keys.onKeyDown}
        >
          <BoardHead shown={client} />
          <tbody>
            {rows.map((row, index) => (
              <WhoGetsWhatRow key={row.host.id} row={row} index={index} {...shared} />
            ))}
          </tbody>
        </table>
      </TableRegion>
      <WhoGetsWhatAside rows={aside} open={open} onToggle={() => setOpen(!open)} />
    </div>
  )
}

function BoardHead({ shown }: { shown: Client }) {
  const cell = 'border-b py-1.5 pr-3 align-bottom font-medium text-2xs text-ink-3'
  return (
    <thead>
      <tr>
        <th scope="col" className={cn(cell, 'w-56 @max-2xl:w-[46%]')}>
          Host
        </th>
        {CLIENTS.map((client) => (
          <th key={client} scope="col" className={cn(cell, 'border-l pl-3', hiddenWhenNarrow(client, shown))}>
            <span className="block text-ink-2 text-xs">{CLIENT_NAMES[client].whole}</span>
            {CLIENT_NAMES[client].hint}
          </th>
        ))}
      </tr>
    </thead>
  )
}
