'use client'

import { ArrowLeftRight, Link2 } from 'lucide-react'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { ClockTime } from '@/components/ui/clock-time'
import { cn } from '@/components/ui/cn'
import { copyText } from '@/components/ui/copy-text'
import { ErrorState } from '@/components/ui/error-state'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { failedSides } from '@/lib/client/compare'
import type { CompareResponse } from '@/lib/contract/compare'
import { CompareEmpty } from './compare-empty'
import { CompareSide } from './compare-side'
import { PairSections } from './pair-sections'
import { PlatformRows } from './platform-rows'
import { type Comparison, useComparison } from './use-comparison'
import { ValueSection } from './value-section'

/** Any two images side by side: tags, digests, or two platforms of one tag. */
export function ComparePage() {
  const comparison = useComparison()
  const { view, query, error, setSide } = comparison
  const failed = error ? failedSides(error) : []
  const side = (name: 'a' | 'b') => (
    <CompareSide
      side={name}
      reference={view[name]}
      read={query.data?.[name] ?? null}
      failed={failed.find((one) => one.side === name) ?? null}
      onPick={(reference) => setSide(name, reference)}
    />
  )
  return (
    <article>
      <CompareHeader comparison={comparison} />
      <div className="mb-5 grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-4 md:grid-cols-2">
        {side('a')}
        {side('b')}
      </div>
      {error && failed.length === 0 && (
        <ErrorState error={error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      )}
      {query.data && !error && (
        <Compared
          compared={query.data}
          setPair={comparison.setPair}
          // Which pair is meant has changed, and what is shown is still the one before.
          className={cn(query.isPlaceholderData && 'opacity-60')}
        />
      )}
      {view.a === '' || view.b === '' ? <CompareEmpty /> : query.isPending && <ReadingBoth />}
    </article>
  )
}

function CompareHeader({ comparison: { view, query, swap } }: { comparison: Comparison }) {
  return (
    <PageHeader
      title="Compare"
      freshness={
        query.data && (
          <span role="status">
            checked <ClockTime value={query.data.b.checkedAt} />
          </span>
        )
      }
      actions={
        <>
          <Button onClick={swap} disabled={view.a === '' && view.b === ''} title="Exchange A and B">
            <ArrowLeftRight aria-hidden />
            Swap
          </Button>
          <Button onClick={() => void copyText(window.location.href, 'Link copied')} disabled={!query.data}>
            <Link2 aria-hidden />
            Copy link
          </Button>
        </>
      }
    />
  )
}

interface ComparedProps {
  compared: CompareResponse
  setPair: Comparison['setPair']
  className?: string
}

function Compared({ compared, setPair, className }: ComparedProps) {
  const { a, b, annotations, pair } = compared
  const indexes = a.kind === 'index' || b.kind === 'index'
  return (
    <div className={cn('grid grid-cols-[minmax(0,1fr)] gap-6', className)}>
      {a.digest === b.digest && (
        <Notice kind="ok">
          A and B are the same: one digest.
          {a.entries.length > 1 &&
            pair?.a === pair?.b &&
            ' Choose two of its platforms below to compare those.'}
        </Notice>
      )}
      <h2 className="sr-only">As a whole</h2>
      <PlatformRows compared={compared} setPair={setPair} />
      {indexes && annotations.length > 0 && (
        <ValueSection title="Annotations of the index" none="" values={annotations} />
      )}
      <PairSections compared={compared} setPair={setPair} />
    </div>
  )
}

function ReadingBoth() {
  return (
    <div role="status" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <span className="sr-only">Reading both images</span>
      {['w-160', 'w-140', 'w-150', 'w-120'].map((width) => (
        <Skeleton key={width} className={`h-6 max-w-full ${width}`} />
      ))}
    </div>
  )
}
