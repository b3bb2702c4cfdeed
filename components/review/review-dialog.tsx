'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogTitle } from '@/components/ui/dialog'
import { ReviewRow } from './review-row'
import { outcomeInWords, type Review } from './review-state'
import type { ReviewedTag } from './reviewed-tag'
import { type PushJob, type PushMany, usePushMany } from './use-push-many'
import { useReviews } from './use-reviews'

interface ReviewDialogProps {
  items: readonly ReviewedTag[]
  onClose: () => void
}

/** What each tag would become, then the push of all that can be pushed, each with its own end. */
export function ReviewDialog({ items: given, onClose }: ReviewDialogProps) {
  const [items, setItems] = useState(given)
  const push = usePushMany()
  const reviews = useReviews(items, push.phase === 'review')
  const running = push.phase === 'pushing'
  const jobs = items.flatMap((item, place) => jobOf(item, reviews[place]) ?? [])
  const left = items.filter(({ target }) => push.states.get(target)?.phase !== 'done')
  return (
    <Dialog open onOpenChange={(open) => !open && !running && onClose()}>
      <DialogContent
        className="max-w-3xl"
        dismissible={!running}
        onInteractOutside={(event) => event.preventDefault()}
      >
        <DialogTitle>{titleOf(push.phase, items.length, left.length)}</DialogTitle>
        <DialogDescription role="status">{summaryOf(push, reviews)}</DialogDescription>
        <ul aria-label="Tags to push" className="mt-3 border-t">
          {items.map((item, place) => (
            <li
              key={item.target}
              className="border-b [contain-intrinsic-height:auto_4rem] [content-visibility:auto]"
            >
              <ReviewRow
                tag={item}
                review={reviews[place] ?? { state: 'planning' }}
                push={push.phase === 'review' ? null : (push.states.get(item.target) ?? null)}
                over={push.phase === 'over'}
              />
            </li>
          ))}
        </ul>
        <ReviewFooter
          push={push}
          jobs={jobs}
          planning={reviews.some(({ state }) => state === 'planning')}
          left={left.length}
          onAgain={() => {
            setItems(left)
            push.again()
          }}
          onClose={onClose}
        />
      </DialogContent>
    </Dialog>
  )
}

interface ReviewFooterProps {
  push: PushMany
  jobs: readonly PushJob[]
  planning: boolean
  /** Tags that are not pushed. */
  left: number
  onAgain: () => void
  onClose: () => void
}

function ReviewFooter({ push, jobs, planning, left, onAgain, onClose }: ReviewFooterProps) {
  return (
    <DialogFooter className="sticky -bottom-5 -mx-5 mt-4 -mb-5 border-t bg-panel px-5 py-3">
      {push.phase === 'review' && (
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={planning || jobs.length === 0} onClick={() => push.start(jobs)}>
            {pushLabel(jobs.length, planning)}
          </Button>
        </>
      )}
      {push.phase === 'pushing' && (
        <Button onClick={push.stop} disabled={push.stopping}>
          {push.stopping ? 'Stopping…' : 'Stop'}
        </Button>
      )}
      {push.phase === 'over' && (
        <>
          {left > 0 && (
            <Button onClick={onAgain}>
              {left === 1 ? 'Review the one that is left' : `Review the ${left} that are left`}
            </Button>
          )}
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        </>
      )}
    </DialogFooter>
  )
}

function pushLabel(tags: number, planning: boolean): string {
  if (tags === 0) return planning ? 'Push' : 'Nothing to push'
  return tags === 1 ? 'Push 1 tag' : `Push ${tags} tags`
}

function jobOf(item: ReviewedTag, review: Review | undefined): PushJob | null {
  if (review?.state !== 'ready') return null
  const { digest, tags } = review.plan
  return {
    target: item.target,
    request: { spec: item.spec, expect: { digest, tags }, accept: [] },
  }
}

function titleOf(phase: PushMany['phase'], all: number, left: number): string {
  const what = all === 1 ? 'one tag' : `${all} tags`
  if (phase === 'review') return `Review ${what}`
  if (phase === 'pushing') return `Pushing ${what}`
  return left === 0 ? `Pushed ${what}` : `Pushed ${all - left} of ${all}`
}

function summaryOf({ phase, states }: PushMany, reviews: readonly Review[]): string {
  if (phase !== 'review') return `${outcomeInWords(states.values()) ?? 'Nothing to push'}.`
  const count = (...wanted: Review['state'][]) => reviews.filter(({ state }) => wanted.includes(state)).length
  const parts: [number, string][] = [
    [count('planning'), 'being planned'],
    [count('ready'), 'ready to be pushed as shown'],
    [count('asks', 'blocked', 'unplanned'), 'for the composer to settle, and not pushed from here'],
    [count('unchanged'), 'as wanted already'],
  ]
  const said = parts.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`)
  return `${said.join('; ')}. Nothing is written before you push.`
}
