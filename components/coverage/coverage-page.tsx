'use client'

import { RefreshCw } from 'lucide-react'
import Link from 'next/link'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { ClockTime } from '@/components/ui/clock-time'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { parseRequire } from '@/lib/coverage/require'
import { referencePath } from '@/lib/routes'
import { CoverageReport } from './coverage-report'
import { RequireEditor } from './require-editor'
import { ScopeFields } from './scope-fields'
import { useCoverage } from './use-coverage'
import { useCoverageView } from './use-coverage-view'

/** Tags x platforms of one repository: what can really be pulled, and what is asked for and not there. */
export function CoveragePage() {
  const [view, setView] = useCoverageView()
  // What is wrong with a requirement is said beside its field; the tags are shown all the same.
  const scope = parseRequire(view.require).ok ? view : { ...view, require: '' }
  const { coverage, error, refresh, refreshing } = useCoverage(scope)
  const chosen = view.registry !== '' && view.repository !== ''
  return (
    <article>
      <PageHeader
        title="Coverage"
        freshness={
          coverage && (
            <span role="status">
              {refreshing ? (
                'checking every child…'
              ) : (
                <>
                  checked <ClockTime value={coverage.asOf} />
                </>
              )}
            </span>
          )
        }
        actions={
          chosen && (
            <>
              <Button onClick={refresh} disabled={refreshing} title="Ask the registry again for every child">
                <RefreshCw className={cn(refreshing && 'animate-spin')} aria-hidden />
                Refresh
              </Button>
              <Button asChild>
                <Link href={referencePath({ registry: view.registry, repository: view.repository })}>
                  Tags
                </Link>
              </Button>
            </>
          )
        }
      />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <ScopeFields
          registry={view.registry}
          repository={view.repository}
          onScope={(next) => void setView(next)}
        />
        {chosen && (
          <RequireEditor
            require={view.require}
            suggestions={coverage?.platforms ?? []}
            onRequire={(require) => void setView({ require: require || null })}
          />
        )}
      </div>
      {error && <ErrorState className="mt-4" error={error} onRetry={refresh} retrying={refreshing} />}
      {!chosen && (
        <EmptyState className="mt-5" title="Choose a repository to see what its tags can be pulled for.">
          Every tag is a row, every platform a column. Name the platforms every tag has to have, and those
          without them are found.
        </EmptyState>
      )}
      {chosen && !(error && !coverage) && (
        <CoverageReport
          scope={scope}
          coverage={coverage}
          missingOnly={view.missing}
          onMissingOnly={(missing) => void setView({ missing: missing || null })}
        />
      )}
    </article>
  )
}
