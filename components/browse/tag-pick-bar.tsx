'use client'

import { SideLetter } from '@/components/compare/side-letter'
import { Button } from '@/components/ui/button'
import { useKey } from '@/components/ui/use-key'
import { tableStop } from './table-stop'
import type { TagPick } from './use-tag-pick'

/** Says which tag is picked and what comes next, in view however long the table is. Escape leaves. */
export function TagPickBar({ pick: { first, stop } }: { pick: TagPick }) {
  useKey('Escape', stop)
  return (
    <section
      aria-label="Compare two tags"
      className="sticky bottom-3 z-20 mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-ink bg-panel px-3 py-2"
    >
      <p role="status" className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1">
        {first === null ? (
          'Pick the tag to begin with.'
        ) : (
          <>
            <SideLetter side="a" />
            <span className="min-w-0 break-all font-mono font-medium">{first}</span>
            <span className="text-ink-2">Pick the tag to compare it with.</span>
          </>
        )}
      </p>
      <Button
        size="sm"
        onClick={() => {
          stop()
          // This button goes with the bar, and the focus would go with it.
          tableStop()?.focus({ preventScroll: true })
        }}
      >
        Cancel
      </Button>
    </section>
  )
}
