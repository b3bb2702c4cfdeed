'use client'

import { ClockTime } from '@/components/ui/clock-time'
import { RelativeTime } from '@/components/ui/relative-time'
import type { Scans } from './use-scans'

/** "checked 14:02:11, 3 changed · next in 40 minutes". */
export function ScanFreshness({ scans }: { scans: Scans }) {
  const { ended, open, due } = scans
  const [last] = ended
  const [next] = due.flatMap(({ quickAt, verifyAt }) => [quickAt ?? [], verifyAt ?? []].flat()).toSorted()
  return (
    <span role="status">
      {open.length > 0 ? (
        'scanning…'
      ) : (
        <>
          {last?.finishedAt && (
            <>
              checked <ClockTime value={last.finishedAt} />, {last.progress.changed.toLocaleString('en')}{' '}
              changed
            </>
          )}
          {next && (
            <span className={last && 'max-md:hidden'}>
              {last ? ' · next ' : 'next scan '}
              <RelativeTime value={next} />
            </span>
          )}
        </>
      )}
    </span>
  )
}
