import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { Scans } from './use-scans'

/** Nothing is known yet: what a scan does, and one button. */
export function FirstScan({ scans, place }: { scans: Scans; place: string }) {
  return (
    <EmptyState
      title="Nothing has been scanned yet."
      actions={
        <Button variant="primary" onClick={() => scans.start('verify')} disabled={scans.starting}>
          {scans.starting ? 'Starting…' : `Scan ${place}`}
        </Button>
      }
    >
      <p>
        A scan reads every tag of the registry and what it offers each platform: which images are there, which
        are gone, and what was lost. It only reads, as gently as the registry asks for, and goes on where it
        was if it is interrupted. From then on only what changes is read again.
      </p>
    </EmptyState>
  )
}
