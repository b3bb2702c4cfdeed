'use client'

import { useQuery } from '@tanstack/react-query'
import { ComposeLink } from '@/components/review/compose-link'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/relative-time'
import { outOfStepQuery } from '@/lib/client/lockstep'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { MovedSources } from './moved-sources'

/** What moved under a composed tag, and the way to compose it again; nothing while it is in step. */
export function OutOfStepNotice({ tag, className }: { tag: Reference; className?: string }) {
  const { data } = useQuery(outOfStepQuery(tag))
  if (!data) return null
  const { moved, spec, composedAt, actor } = data
  const one = moved.length === 1
  return (
    <Notice kind="warning" className={className} title="Out of step.">
      Composed <RelativeTime value={composedAt} /> by {actor};{' '}
      {one ? 'a source has' : `${moved.length} sources have`} moved since, and the tag still serves the old{' '}
      {one ? 'image' : 'images'}.{spec === null && ' One of them is gone: edit the index to choose another.'}
      <div className="mt-1 grid justify-items-start gap-2">
        <MovedSources moved={moved} label="What moved" />
        {spec !== null && (
          <ComposeLink tag={{ target: formatReference(tag), spec }} size="sm">
            Compose again
          </ComposeLink>
        )}
      </div>
    </Notice>
  )
}
