'use client'

import { Button } from '@/components/ui/button'
import { DialogFooter, DialogTitle } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { Spinner } from '@/components/ui/spinner'
import { MovedTags } from './moved-tags'
import type { MovedTagList, PushFailure, PushProgress } from './push-state'
import type { LivePlan } from './use-plan'

interface PushFailureViewProps {
  failure: PushFailure
  stopped: boolean
  progress: PushProgress
  live: LivePlan
  onClose: () => void
  onRetry: () => void
  onUndo: (tags: MovedTagList) => void
}

/** What went wrong, which tags moved and which did not, what was left, and that trying again is safe. */
export function PushFailureView(props: PushFailureViewProps) {
  const { failure, stopped, progress, live, onClose, onRetry, onUndo } = props
  const { unsure = [] } = failure
  const tags = failure.tags ?? tagsNow(live)
  // A stream that came to its end names every tag, and what was left, in its own words.
  const told = failure.tags !== null && failure.tags.length > 0
  const written = progress.steps.filter((step) => step.state === 'done' && step.action !== 'check').length
  return (
    <>
      <DialogTitle>{stopped ? 'Stopped' : 'The push failed'}</DialogTitle>
      <Notice kind={stopped ? 'warning' : 'error'} className="mt-3">
        <p className="font-medium">{failure.message}</p>
        {failure.hint && <p className="text-ink-2">{failure.hint}</p>}
        {failure.code && (
          <p className="mt-1 font-mono text-2xs text-ink-2">
            {failure.code}
            {failure.requestId && ` · request ${failure.requestId}`}
          </p>
        )}
      </Notice>
      {!told && (
        <p className="mt-3">{tags === null ? <TagsBeingRead live={live} /> : tagsInWords(tags, written)}</p>
      )}
      {tags !== null && tags.length > 0 && <MovedTags tags={tags} unsure={unsure} />}
      <DialogFooter>
        <Button onClick={onClose}>Back to the composition</Button>
        {/* What the plan shows of the tags does not tell what they were before. */}
        {failure.tags?.some(({ moved }) => moved) && (
          <Button onClick={() => onUndo(failure.tags ?? [])}>Undo…</Button>
        )}
        <Button variant="primary" onClick={onRetry} disabled={live.stale}>
          Try again
        </Button>
      </DialogFooter>
    </>
  )
}

/** The tags as the plan made after the failure found them; null until it is there. */
function tagsNow({ plan, stale }: LivePlan): MovedTagList | null {
  if (stale || !plan) return null
  return Object.entries(plan.tags).map(([tag, now]) => {
    const moved = now === plan.digest
    return { tag, before: moved ? null : now, after: now, moved }
  })
}

function TagsBeingRead({ live }: { live: LivePlan }) {
  if (live.error) return <>Whether a tag moved could not be read: {live.error.message}</>
  return (
    <span className="inline-flex items-center gap-2 text-ink-2">
      <Spinner /> Reading the tags again…
    </span>
  )
}

/** Where the failure itself does not say it: nothing of the stream came, or not its end. */
function tagsInWords(tags: MovedTagList, written: number): string {
  const moved = tags.filter((tag) => tag.moved).length
  if (moved === 0 && written === 0) return 'No tag moved, and nothing was written.'
  if (moved === 0)
    return 'No tag moved. What was already sent stays in the repository without a tag, and is not sent twice.'
  return moved === tags.length ? 'All tags moved.' : `${moved} of ${tags.length} tags moved.`
}
