'use client'

import { ChevronDown } from 'lucide-react'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { SCAN_MODES } from './scan-words'
import type { Scans } from './use-scans'

/** Starts a scan of the registry, or of the one repository that is looked at. */
export function ScanButton({ scans, repository }: { scans: Scans; repository: string }) {
  const busy = scans.starting || scans.open.length > 0
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="primary" disabled={busy}>
          {scans.open.length > 0 ? 'Scanning…' : scans.starting ? 'Starting…' : 'Scan now'}
          {!busy && <ChevronDown aria-hidden />}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-80 max-w-[calc(100vw-1rem)]">
        {SCAN_MODES.map(({ mode, name, what }) => (
          <DropdownMenuItem
            key={mode}
            className="flex-col items-start gap-0"
            onSelect={() => scans.start(mode, repository)}
          >
            <span className="font-medium">
              {name}
              {repository !== '' && ' of this repository'}
            </span>
            <span className="text-ink-2 text-xs">{what}</span>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
