'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { Provenance } from '@/lib/contract/attestation'
import { MonoText, SourceText } from './fact-list'

/** A build that fetches every dependency lists thousands. */
const ROWS_SHOWN = 50

/** What went into a build, with digests. */
export function MaterialList({ items, count }: { items: Provenance['materials']; count: number }) {
  const [all, setAll] = useState(false)
  if (items.length === 0) return <p className="text-ink-2">It lists no materials.</p>
  const shown = all ? items : items.slice(0, ROWS_SHOWN)
  return (
    <section aria-label="Materials of the build">
      <h4 className="mb-1 font-semibold">
        Materials <span className="font-mono font-normal text-ink-3 text-xs">{count}</span>
      </h4>
      <ul className="border-t">
        {shown.map(({ uri, digests }, place) => (
          <li
            key={`${place.toString()} ${uri}`}
            className="grid gap-x-4 border-b py-1.5 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]"
          >
            <span className="min-w-0">
              <SourceText uri={uri} />
            </span>
            <span className="grid min-w-0 text-ink-2">
              {digests.map((digest) => (
                <MonoText key={digest} text={digest} />
              ))}
            </span>
          </li>
        ))}
      </ul>
      {shown.length < items.length && (
        <Button size="sm" className="mt-2" onClick={() => setAll(true)}>
          Show all {items.length}
        </Button>
      )}
      {all && items.length < count && (
        <p className="mt-2 text-ink-2">
          The first {items.length} of {count}; the raw document has the rest.
        </p>
      )}
    </section>
  )
}
