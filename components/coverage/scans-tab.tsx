'use client'

import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { RelativeTime } from '@/components/ui/relative-time'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, TableCell, TableHead, TableRegion, TableRow } from '@/components/ui/table'
import type { Scan } from '@/lib/contract/scans'
import { checkedInWords, foundInWords, scanName, scanPlace, scanReason, tookInWords } from './scan-words'
import type { Scans } from './use-scans'

/** The newest scans, what they could not read, and what comes next by itself. */
export function ScansTab({ scans }: { scans: Scans }) {
  if (scans.error && scans.items.length === 0) return <ErrorState error={scans.error} onRetry={scans.retry} />
  if (scans.isPending) return <Skeleton className="h-40 rounded-lg" />
  return (
    <div className="grid gap-4">
      <Schedule due={scans.due} />
      {scans.items.length === 0 ? (
        <EmptyState title="Nothing was scanned yet.">Press Scan now to begin.</EmptyState>
      ) : (
        <TableRegion label="Scans" className="relative">
          <Table>
            <thead>
              <tr>
                <TableHead>Scan</TableHead>
                <TableHead>State</TableHead>
                <TableHead>Begun</TableHead>
                <TableHead data-numeric>Took</TableHead>
                <TableHead>Result</TableHead>
              </tr>
            </thead>
            <tbody>
              {scans.items.map((scan) => (
                <ScanRow key={scan.id} scan={scan} />
              ))}
            </tbody>
          </Table>
        </TableRegion>
      )}
    </div>
  )
}

const STATES: Record<Scan['state'], { word: string; variant: 'default' | 'dashed' | 'bad' | 'ok' }> = {
  waiting: { word: 'waiting', variant: 'dashed' },
  running: { word: 'running', variant: 'dashed' },
  done: { word: 'done', variant: 'ok' },
  stopped: { word: 'stopped', variant: 'default' },
  failed: { word: 'failed', variant: 'bad' },
}

function ScanRow({ scan }: { scan: Scan }) {
  const { word, variant } = STATES[scan.state]
  return (
    <TableRow>
      <TableCell className="min-w-48">
        <span className="break-all">
          {scanName(scan.mode)} of <span className="font-mono text-xs">{scanPlace(scan)}</span>
        </span>
        <span className="block text-ink-3 text-xs">{scanReason(scan)}</span>
      </TableCell>
      <TableCell>
        <Badge variant={variant}>{word}</Badge>
      </TableCell>
      <TableCell>
        <RelativeTime value={scan.startedAt ?? scan.createdAt} />
      </TableCell>
      <TableCell data-numeric className="whitespace-nowrap">
        {tookInWords(scan)}
      </TableCell>
      <TableCell className="min-w-56">
        {checkedInWords(scan)}, {foundInWords(scan)}
        {scan.problem && <p className="text-ink-2 text-xs">{scan.problem}</p>}
        {scan.failures.length > 0 && <Failures failures={scan.failures} />}
      </TableCell>
    </TableRow>
  )
}

function Failures({ failures }: { failures: Scan['failures'] }) {
  return (
    <details className="text-xs">
      <summary className="min-h-6 cursor-pointer content-center text-ink-2">
        {failures.length === 1 ? '1 repository' : `${failures.length} repositories`} not scanned
      </summary>
      <ul className="max-h-60 overflow-y-auto">
        {failures.map(({ repository, problem }) => (
          <li key={repository} className="break-words py-0.5">
            <span className="font-mono">{repository}</span>: <span className="text-ink-2">{problem}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Schedule({ due }: { due: Scans['due'] }) {
  const planned = due.filter(({ quickAt, verifyAt }) => quickAt !== null || verifyAt !== null)
  if (planned.length === 0)
    return (
      <p className="text-ink-2">
        No scan is due by itself here. In manifold.yaml, <code className="font-mono text-xs">scan.every</code>{' '}
        says how often a registry is looked at.
      </p>
    )
  return (
    <ul className="text-ink-2">
      {planned.map(({ registry, quickAt, verifyAt }) => (
        <li key={registry}>
          {due.length > 1 && <span className="font-mono text-xs">{registry} </span>}
          By itself:{' '}
          {quickAt && (
            <>
              a quick scan <RelativeTime value={quickAt} />
            </>
          )}
          {quickAt && verifyAt && ', '}
          {verifyAt && (
            <>
              a verify scan <RelativeTime value={verifyAt} />
            </>
          )}
          .
        </li>
      ))}
    </ul>
  )
}
