'use client'

import { useQuery } from '@tanstack/react-query'
import { PageHeader } from '@/components/shell/page-header'
import { ErrorState } from '@/components/ui/error-state'
import { toApiError } from '@/lib/client/api'
import { overviewQuery } from '@/lib/client/coverage'
import { registriesQuery } from '@/lib/client/registries'
import { CoverageContent } from './coverage-content'
import { ExportMenu } from './export-menu'
import { ScanButton } from './scan-button'
import { ScanFreshness } from './scan-freshness'
import { ScanPanel } from './scan-panel'
import { ScopeFields } from './scope-fields'
import { useCoverageView } from './use-coverage-view'
import { useScans } from './use-scans'

/** Tags x platforms of everything that was scanned: what can really be pulled, what is gone, what was lost. */
export function CoveragePage() {
  const registries = useQuery(registriesQuery())
  const names = registries.data?.items.map(({ name }) => name) ?? []
  const view = useCoverageView(names)
  const { scope } = view
  // One registry needs no choosing, and of several the first is as good as any to suggest repositories of.
  const registry = scope.registry || names[0] || ''
  const scans = useScans(scope.registry, scope.registry === '' ? names : [scope.registry])
  const match = scope.repository || scope.match
  const overview = useQuery(overviewQuery({ registry: scope.registry, match }))
  return (
    <article>
      <PageHeader
        title="Coverage"
        freshness={<ScanFreshness scans={scans} />}
        actions={
          <>
            <ExportMenu filter={names.length === 1 ? { ...view.filter, registry } : view.filter} />
            <ScanButton scans={scans} repository={scope.repository} />
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <ScopeFields names={names} registry={registry} scope={scope} onScope={view.setScope} />
        {registries.error && (
          <ErrorState error={toApiError(registries.error)} onRetry={() => void registries.refetch()} />
        )}
        <ScanPanel scans={scans} onFailures={() => view.setTab('scans')} />
        {overview.error && (
          <ErrorState error={toApiError(overview.error)} onRetry={() => void overview.refetch()} />
        )}
        <CoverageContent
          view={view}
          overview={overview.data ?? null}
          loading={overview.isPending}
          scans={scans}
          names={names}
        />
      </div>
    </article>
  )
}
