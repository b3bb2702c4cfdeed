'use client'

import { Button } from '@/components/ui/button'
import { ClockTime } from '@/components/ui/clock-time'
import { Notice } from '@/components/ui/notice'
import { Progress } from '@/components/ui/progress'
import type { Scan } from '@/lib/contract/scans'
import { checkedInWords, foundInWords, leftInWords, scanName, scanPlace, scanReason } from './scan-words'

interface ScanProgressProps {
  scan: Scan
  stopping: boolean
  onStop: () => void
}

/** A scan under way: what it does, how far it is, when it will be done, and the way to end it. */
export function ScanProgress({ scan, stopping, onStop }: ScanProgressProps) {
  const { progress, state } = scan
  const left = leftInWords(progress.secondsLeft)
  const known = progress.listed && progress.tags > 0
  return (
    <section aria-label="Scan under way" className="rounded-lg border px-3.5 py-2.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <p className="min-w-0 break-words font-medium">
          {scanName(scan.mode)} of <span className="font-mono text-xs">{scanPlace(scan)}</span>
        </p>
        <p className="order-last min-w-0 basis-full text-ink-2 tabular-nums sm:order-none sm:flex-1 sm:basis-0">
          {state === 'waiting'
            ? 'waits for its turn'
            : `${checkedInWords(scan)}, ${foundInWords(scan)}${left && ` · ${left}`}`}
        </p>
        <Button size="sm" className="ml-auto" onClick={onStop} disabled={stopping}>
          {stopping ? 'Stopping…' : 'Stop'}
        </Button>
      </div>
      <Progress
        className="mt-2"
        value={known ? progress.checked : null}
        max={progress.tags}
        label="Tags checked"
      />
      <p className="mt-1.5 text-ink-3 text-xs">
        {scanReason(scan)}
        {scan.resumedAt && (
          <>
            , taken up again at <ClockTime value={scan.resumedAt} /> where it had stopped
          </>
        )}
        . What is checked shows below at once.
      </p>
      {progress.pausedUntil && (
        <Notice kind="warning" className="mt-2" title="Waiting.">
          {progress.pauseReason ?? 'The registry asked to be left alone.'} It goes on by itself at{' '}
          <ClockTime value={progress.pausedUntil} />.
        </Notice>
      )}
      {!progress.pausedUntil && scan.problem && (
        <Notice kind="warning" className="mt-2">
          {scan.problem}
        </Notice>
      )}
      <p role="status" className="sr-only">
        {/* Told at the tenths, not at every tag. */}
        {known && `${Math.floor((progress.checked / progress.tags) * 10) * 10} % of the tags checked`}
      </p>
    </section>
  )
}
