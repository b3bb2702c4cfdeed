'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { historyQuery } from '@/lib/client/history'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { Timeline } from './timeline'

/** What a tag was that is there no more, and the way back; nothing where no scan ever saw it. */
export function GoneTimeline({ tag }: { tag: Reference }) {
  const { data } = useInfiniteQuery(historyQuery(formatReference(tag)))
  if (!data?.pages[0] || data.pages[0].items.length === 0) return null
  return (
    <section className="mt-6">
      <h2 className="mb-2 font-semibold">What it was</h2>
      <Timeline tag={tag} now={null} />
    </section>
  )
}
