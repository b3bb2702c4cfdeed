import { Button } from '@/components/ui/button'
import { ClockTime } from '@/components/ui/clock-time'
import { Notice } from '@/components/ui/notice'
import type { Scan } from '@/lib/contract/scans'

interface ScanEndingProps {
  /** The last scan of the whole registry. */
  scan: Scan
  onScan: () => void
  onFailures: () => void
}

/** What was not right about the last scan; nothing where all was. */
export function ScanEnding({ scan, onScan, onFailures }: ScanEndingProps) {
  const failed = scan.failures.length
  if (scan.state === 'failed')
    return (
      <Notice kind="error" title="The last scan failed." actions={<Again onScan={onScan} />}>
        {scan.problem ?? 'The registry did not answer.'} What was known before is kept, with its age.
      </Notice>
    )
  if (scan.state === 'stopped')
    return (
      <Notice kind="info" title="The last scan was stopped." actions={<Again onScan={onScan} />}>
        {scan.finishedAt && (
          <>
            At <ClockTime value={scan.finishedAt} />, after {scan.progress.checked.toLocaleString('en')} of{' '}
            {scan.progress.tags.toLocaleString('en')} tags. What it had checked is kept.
          </>
        )}
      </Notice>
    )
  if (failed > 0)
    return (
      <Notice
        kind="warning"
        title={
          failed === 1
            ? 'One repository could not be scanned.'
            : `${failed} repositories could not be scanned.`
        }
        actions={
          <Button size="sm" onClick={onFailures}>
            See why
          </Button>
        }
      >
        What was known of {failed === 1 ? 'it' : 'them'} is kept, with its age.
      </Notice>
    )
  if (scan.problem) return <Notice kind="warning">{scan.problem}</Notice>
  return null
}

function Again({ onScan }: { onScan: () => void }) {
  return (
    <Button size="sm" onClick={onScan}>
      Scan again
    </Button>
  )
}
