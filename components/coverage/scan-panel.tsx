'use client'

import { ErrorState } from '@/components/ui/error-state'
import { ScanEnding } from './scan-ending'
import { ScanProgress } from './scan-progress'
import type { Scans } from './use-scans'

/** Scans under way, and what was not right about the last ones; nothing while all is well. */
export function ScanPanel({ scans, onFailures }: { scans: Scans; onFailures: () => void }) {
  return (
    <>
      {scans.error && <ErrorState error={scans.error} onRetry={scans.retry} />}
      {scans.open.map((scan) => (
        <ScanProgress
          key={scan.id}
          scan={scan}
          stopping={scans.stopping}
          onStop={() => scans.stop(scan.id)}
        />
      ))}
      {scans.ended.map((scan) => (
        <ScanEnding key={scan.id} scan={scan} onScan={() => scans.start('quick')} onFailures={onFailures} />
      ))}
    </>
  )
}
