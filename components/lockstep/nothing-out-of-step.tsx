import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { composePath, coveragePath } from '@/lib/routes'
import type { Lockstep } from './use-lockstep'

/** All is in step, or nothing was composed here yet: what would be listed, and when. */
export function NothingOutOfStep({ lockstep: { view, leaveRepository } }: { lockstep: Lockstep }) {
  return (
    <EmptyState
      title={
        view.repository === ''
          ? 'No composed tag is out of step.'
          : `No composed tag of ${view.repository} is out of step.`
      }
      actions={
        <>
          {view.repository !== '' && <Button onClick={leaveRepository}>Show every repository</Button>}
          <Button asChild>
            <Link href={coveragePath()}>Scan for changes</Link>
          </Button>
          <Button asChild>
            <Link href={composePath()}>Compose a tag</Link>
          </Button>
        </>
      }
    >
      Every scan compares the sources of composed tags with what those were composed from. As soon as one has
      moved, such as <code className="font-mono text-xs">app:1.2-arm64</code> under{' '}
      <code className="font-mono text-xs">app:1.2</code>, the composed tag stands here.
    </EmptyState>
  )
}
