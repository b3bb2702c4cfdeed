import type { ReactNode } from 'react'
import { type PushState, shareDone } from '@/components/compose/push-state'
import { PlatformChange } from '@/components/platform/platform-change'
import { Digest } from '@/components/ui/digest'
import { Progress } from '@/components/ui/progress'
import { Spinner } from '@/components/ui/spinner'
import { type GlyphKind, StatusGlyph } from '@/components/ui/status-glyph'
import type { PlanResponse } from '@/lib/contract/compositions'
import { ComposeLink } from './compose-link'
import { PushOutcome } from './push-outcome'
import type { Review } from './review-state'
import type { ReviewedTag } from './reviewed-tag'
import { TargetName } from './target-name'

interface ReviewRowProps {
  tag: ReviewedTag
  review: Review
  /** How its push goes; null where it is not among those pushed. */
  push: PushState | null
  /** All pushes are over: what has not begun by now will not. */
  over: boolean
}

/** One tag under review: what it would become, or what keeps it; then how its push goes. */
export function ReviewRow({ tag, review, push, over }: ReviewRowProps) {
  return (
    <div className="grid gap-1.5 py-2.5" data-target={tag.target}>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-2.5">
        <RowGlyph review={review} push={push} />
        <p className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
          <TargetName target={tag.target} />
          {'plan' in review && <Digest value={review.plan.digest} />}
        </p>
      </div>
      <div className="grid gap-1.5 pl-5.5">
        {push ? <PushLine tag={tag} push={push} over={over} /> : <ReviewLine tag={tag} review={review} />}
      </div>
    </div>
  )
}

function ReviewLine({ tag, review }: Pick<ReviewRowProps, 'tag' | 'review'>): ReactNode {
  switch (review.state) {
    case 'planning':
      return <p className="text-ink-2">Making its plan…</p>
    case 'unplanned':
      return <ForTheComposer tag={tag}>There is no plan of it: {review.error.message}</ForTheComposer>
    case 'blocked':
      return <ForTheComposer tag={tag}>It cannot be pushed as it is. {review.reason}</ForTheComposer>
    case 'asks':
      return <ForTheComposer tag={tag}>It needs your consent. {review.reason}</ForTheComposer>
    case 'unchanged':
      return <p className="text-ink-2">The tag is exactly this already.</p>
    case 'ready':
      return <PlanLine plan={review.plan} />
  }
}

function PlanLine({ plan }: { plan: PlanResponse }) {
  const { added, replaced, kept, removed } = plan.change
  const warnings = plan.problems.filter(({ severity }) => severity === 'warning')
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <PlatformChange sign="+" word="added" platforms={added.map(nameOf)} />
        <PlatformChange sign="~" word="replaced" platforms={replaced.map(nameOf)} />
        <PlatformChange sign="=" word="kept" platforms={kept.map(nameOf)} />
        <PlatformChange sign="−" word="lost" platforms={removed.map(nameOf)} />
      </p>
      {warnings.map((warning) => (
        <p key={warning.code + warning.message} className="text-ink-2 text-xs">
          <StatusGlyph kind="warning" className="mr-1.5" />
          {warning.message}
        </p>
      ))}
    </>
  )
}

const nameOf = ({ platform }: { platform: string }) => platform

/** Nothing is agreed to, and nothing mended, in passing. */
function ForTheComposer({ tag, children }: { tag: ReviewedTag; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1.5">
      <p className="min-w-0 flex-1 basis-60 break-words text-ink-2">{children}</p>
      <ComposeLink tag={tag} size="sm">
        Open in the composer
      </ComposeLink>
    </div>
  )
}

function PushLine({ tag, push, over }: { tag: ReviewedTag; push: PushState; over: boolean }) {
  if (push.phase === 'idle')
    return <p className="text-ink-2">{over ? 'Not begun.' : 'Waits for its turn.'}</p>
  if (push.phase !== 'running') return <PushOutcome tag={tag} push={push} />
  const { steps, stepsTotal } = push.progress
  const share = shareDone(push.progress)
  return (
    <div className="grid max-w-sm gap-1">
      <p className="text-ink-2 text-xs tabular-nums">
        {stepsTotal === null
          ? 'Checking that nothing has moved…'
          : `Step ${Math.max(1, steps.length)} of ${stepsTotal}`}
      </p>
      <Progress value={share === null ? null : share * 100} label={`Push of ${tag.target}`} />
    </div>
  )
}

function RowGlyph({ review, push }: Pick<ReviewRowProps, 'review' | 'push'>) {
  if (push?.phase === 'running' || (!push && review.state === 'planning'))
    return <Spinner className="mt-1 size-3" />
  const glyph = push ? PUSH_GLYPHS[push.phase] : REVIEW_GLYPHS[review.state]
  return <StatusGlyph kind={glyph} label={null} className="mt-1" />
}

const PUSH_GLYPHS: Record<PushState['phase'], GlyphKind> = {
  idle: 'info',
  running: 'info',
  done: 'ok',
  moved: 'error',
  blocked: 'error',
  failed: 'error',
}
const REVIEW_GLYPHS: Record<Review['state'], GlyphKind> = {
  planning: 'info',
  unplanned: 'error',
  blocked: 'error',
  asks: 'warning',
  unchanged: 'ok',
  ready: 'ok',
}
