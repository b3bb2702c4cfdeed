import type { ReactNode } from 'react'
import { type PushState, shareDone } from '@/components/compose/push-state'
import { PlatformChip } from '@/components/platform/platform-chip'
import { Digest } from '@/components/ui/digest'
import { Progress } from '@/components/ui/progress'
import { Spinner } from '@/components/ui/spinner'
import { type GlyphKind, StatusGlyph } from '@/components/ui/status-glyph'
import type { PlanResponse } from '@/lib/contract/compositions'
import type { Suggestion } from '@/lib/contract/suggestions'
import { parsePlatform } from '@/lib/oci/platform'
import { ComposeLink } from './compose-link'
import { PushOutcome } from './push-outcome'
import type { Review } from './review-state'
import { TargetName } from './target-name'

interface ReviewRowProps {
  suggestion: Suggestion
  review: Review
  /** How its push goes; null where it is not among those pushed. */
  push: PushState | null
  /** All pushes are over: what has not begun by now will not. */
  over: boolean
}

/** One tag under review: what it would become, or what keeps it; then how its push goes. */
export function ReviewRow({ suggestion, review, push, over }: ReviewRowProps) {
  return (
    <div className="grid gap-1.5 py-2.5" data-target={suggestion.target}>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-2.5">
        <RowGlyph review={review} push={push} />
        <p className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
          <TargetName target={suggestion.target} />
          {'plan' in review && <Digest value={review.plan.digest} />}
        </p>
      </div>
      <div className="grid gap-1.5 pl-5.5">
        {push ? (
          <PushLine suggestion={suggestion} push={push} over={over} />
        ) : (
          <ReviewLine suggestion={suggestion} review={review} />
        )}
      </div>
    </div>
  )
}

function ReviewLine({ suggestion, review }: Pick<ReviewRowProps, 'suggestion' | 'review'>): ReactNode {
  switch (review.state) {
    case 'planning':
      return <p className="text-ink-2">Making its plan…</p>
    case 'unplanned':
      return (
        <ForTheComposer suggestion={suggestion}>
          There is no plan of it: {review.error.message}
        </ForTheComposer>
      )
    case 'blocked':
      return (
        <ForTheComposer suggestion={suggestion}>It cannot be pushed as it is. {review.reason}</ForTheComposer>
      )
    case 'asks':
      return <ForTheComposer suggestion={suggestion}>It needs your consent. {review.reason}</ForTheComposer>
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
        <Changes sign="+" word="added" rows={added} />
        <Changes sign="~" word="replaced" rows={replaced} />
        <Changes sign="=" word="kept" rows={kept} />
        <Changes sign="−" word="lost" rows={removed} lost />
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

interface ChangesProps {
  sign: string
  word: string
  rows: PlanResponse['change']['added']
  lost?: boolean
}

function Changes({ sign, word, rows, lost = false }: ChangesProps) {
  if (rows.length === 0) return null
  return (
    <span className="inline-flex flex-wrap items-center gap-1">
      <span className="text-ink-2 text-xs">
        <span aria-hidden className="mr-1 font-mono font-semibold">
          {sign}
        </span>
        {word}
      </span>
      {rows.map(({ platform }) => {
        const parsed = parsePlatform(platform)
        if (!parsed.ok) return null
        return <PlatformChip key={platform} platform={parsed.value} status={lost ? 'missing' : 'present'} />
      })}
    </span>
  )
}

/** Nothing is agreed to, and nothing mended, in passing. */
function ForTheComposer({ suggestion, children }: { suggestion: Suggestion; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1.5">
      <p className="min-w-0 flex-1 basis-60 break-words text-ink-2">{children}</p>
      <ComposeLink suggestion={suggestion} size="sm">
        Open in the composer
      </ComposeLink>
    </div>
  )
}

function PushLine({ suggestion, push, over }: { suggestion: Suggestion; push: PushState; over: boolean }) {
  if (push.phase === 'idle')
    return <p className="text-ink-2">{over ? 'Not begun.' : 'Waits for its turn.'}</p>
  if (push.phase !== 'running') return <PushOutcome suggestion={suggestion} push={push} />
  const { steps, stepsTotal } = push.progress
  const share = shareDone(push.progress)
  return (
    <div className="grid max-w-sm gap-1">
      <p className="text-ink-2 text-xs tabular-nums">
        {stepsTotal === null
          ? 'Checking that nothing has moved…'
          : `Step ${Math.max(1, steps.length)} of ${stepsTotal}`}
      </p>
      <Progress value={share === null ? null : share * 100} label={`Push of ${suggestion.target}`} />
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
