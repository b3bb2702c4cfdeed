import { Skeleton } from '@/components/ui/skeleton'
import type { OverviewResponse } from '@/lib/contract/coverage-overview'
import { CoverageKpis } from './coverage-kpis'
import { CoverageTabs } from './coverage-tabs'
import { FirstScan } from './first-scan'
import type { CoverageView } from './use-coverage-view'
import type { Scans } from './use-scans'

interface CoverageContentProps {
  view: CoverageView
  /** Null until it is there, or where it failed. */
  overview: OverviewResponse | null
  loading: boolean
  scans: Scans
  /** All configured registries. */
  names: readonly string[]
}

/** The figures and the tabs, or how to come to them. */
export function CoverageContent({ view, overview, loading, scans, names }: CoverageContentProps) {
  const never = overview?.summary.tags === 0 && scans.items.length === 0 && !scans.isPending && !scans.error
  if (never && view.tab === 'matrix')
    return <FirstScan scans={scans} place={placeInWords(view.scope.registry, names)} />
  return (
    <>
      {overview && (
        <CoverageKpis summary={overview.summary} onFinding={(finding) => view.show({ finding })} />
      )}
      {loading && <Skeleton className="h-16 rounded-lg" />}
      <CoverageTabs view={view} overview={overview} scans={scans} />
    </>
  )
}

function placeInWords(registry: string, names: readonly string[]): string {
  if (registry !== '') return registry
  return names.length === 1 ? (names[0] ?? '') : 'all registries'
}
