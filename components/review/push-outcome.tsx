import Link from 'next/link'
import type { PushState } from '@/components/compose/push-state'
import { Button } from '@/components/ui/button'
import { parseReference } from '@/lib/oci/reference'
import { referencePath } from '@/lib/routes'
import { ComposeLink } from './compose-link'
import type { ReviewedTag } from './reviewed-tag'

interface PushOutcomeProps {
  tag: ReviewedTag
  push: Exclude<PushState, { phase: 'idle' | 'running' }>
}

/** How one push ended: where to look at it, or what kept it and whether its tag moved. */
export function PushOutcome({ tag, push }: PushOutcomeProps) {
  if (push.phase === 'done') {
    const reference = parseReference(push.result.ref)
    return (
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1.5">
        <p className="text-ink-2">
          Pushed, for{' '}
          {push.result.platforms.length === 1 ? '1 platform' : `${push.result.platforms.length} platforms`}.
        </p>
        {reference.ok && (
          <Button size="sm" asChild>
            <Link href={referencePath(reference.value)} aria-label={`Open the image ${push.result.ref}`}>
              Open the image
            </Link>
          </Button>
        )}
      </div>
    )
  }
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1.5">
      <p className="min-w-0 flex-1 basis-60 break-words">
        <span className="font-medium">{messageOf(push)}</span>{' '}
        <span className="text-ink-2">{fateInWords(push)}</span>
      </p>
      <ComposeLink tag={tag} size="sm">
        Open in the composer
      </ComposeLink>
    </div>
  )
}

type Failed = Exclude<PushOutcomeProps['push'], { phase: 'done' }>

const messageOf = (push: Failed): string => (push.phase === 'failed' ? push.failure.message : push.message)

function fateInWords(push: Failed): string {
  if (push.phase !== 'failed') return 'Nothing was written.'
  const { tags, hint } = push.failure
  if (tags === null) return 'Review it again to see whether its tag moved.'
  if (tags.some(({ moved }) => moved)) return 'Its tag moved all the same.'
  return ['Its tag did not move.', hint].filter(Boolean).join(' ')
}
