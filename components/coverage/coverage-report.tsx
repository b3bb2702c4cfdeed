'use client'

import { useId } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { CommandLine } from '@/components/ui/command-line'
import { EmptyState } from '@/components/ui/empty-state'
import { Label } from '@/components/ui/label'
import { Progress } from '@/components/ui/progress'
import { Skeleton } from '@/components/ui/skeleton'
import type { CoverageScope } from '@/lib/client/coverage'
import { shellQuote } from '@/lib/composition/export/shell-words'
import type { CoverageResponse } from '@/lib/contract/coverage'
import { apiPath } from '@/lib/routes'
import { hasGap } from './cell-state'
import { CoverageKpis } from './coverage-kpis'
import { CoverageLegend } from './coverage-legend'
import { CoverageMatrix } from './coverage-matrix'

interface CoverageReportProps {
  scope: CoverageScope
  /** Null until the first answer. */
  coverage: CoverageResponse | null
  missingOnly: boolean
  onMissingOnly: (missingOnly: boolean) => void
}

export function CoverageReport({ scope, coverage, missingOnly, onMissingOnly }: CoverageReportProps) {
  const id = useId()
  if (!coverage) return <ReportSkeleton />
  if (coverage.progress.done && coverage.items.length === 0)
    return (
      <EmptyState className="mt-5" title={`${scope.repository} has no tags.`}>
        Push an image to it, or choose another repository.
      </EmptyState>
    )
  const rows = missingOnly ? coverage.items.filter(hasGap) : coverage.items
  return (
    <div className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-4">
      <ReadingProgress progress={coverage.progress} />
      <CoverageKpis coverage={coverage} required={scope.require !== ''} />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <span className="flex items-center gap-2">
          <Checkbox
            id={id}
            checked={missingOnly}
            onCheckedChange={(checked) => onMissingOnly(checked === true)}
          />
          <Label htmlFor={id}>Only tags with something missing</Label>
        </span>
        <CoverageLegend />
      </div>
      {rows.length > 0 ? (
        <CoverageMatrix rows={rows} platforms={coverage.platforms} scope={scope} />
      ) : (
        <EmptyState title={coverage.progress.done ? 'Nothing is missing.' : 'Nothing is missing so far.'}>
          {coverage.progress.done
            ? `All ${coverage.summary.tags} tags can be pulled for what they name.`
            : 'Tags are still being read.'}
        </EmptyState>
      )}
      <GateCommand scope={scope} />
    </div>
  )
}

function ReadingProgress({ progress }: { progress: CoverageResponse['progress'] }) {
  if (progress.done) return null
  return (
    <div role="status">
      <p className="mb-1 text-ink-2">
        {progress.resolved.toLocaleString('en')} of {progress.total.toLocaleString('en')} tags read; the
        figures below are of these.
      </p>
      <Progress value={progress.resolved} max={progress.total} label="Tags read" />
    </div>
  )
}

/** What a pipeline asks: 412 when a finding is an error. */
function GateCommand({ scope }: { scope: CoverageScope }) {
  const origin = typeof window === 'undefined' ? '' : window.location.origin
  const { registry, repository, require } = scope
  const path = apiPath('coverage', { registry, repository, require: require || undefined, strict: 'true' })
  return (
    <section aria-label="The same in a pipeline">
      <p className="mb-1 text-ink-2">In a pipeline, this fails as long as a finding is an error:</p>
      <CommandLine
        command={`curl --fail-with-body ${shellQuote(origin + path)}`}
        label="gate on coverage with curl"
      />
    </section>
  )
}

function ReportSkeleton() {
  return (
    <div role="status" className="mt-5 grid gap-3">
      <span className="sr-only">Reading the tags</span>
      <Skeleton className="h-16 rounded-lg" />
      <Skeleton className="h-64 rounded-lg" />
    </div>
  )
}
