import { cn } from '@/components/ui/cn'
import type { OverviewResponse } from '@/lib/contract/coverage-overview'
import { CoverageTrend } from './coverage-trend'
import { PlatformShares } from './platform-shares'
import type { CoverageView } from './use-coverage-view'
import { WorstRepositories } from './worst-repositories'

/** Where the platforms are, where the trouble is, and which way it goes. */
export function CoverageOverview({ overview, view }: { overview: OverviewResponse; view: CoverageView }) {
  const single = view.scope.repository !== ''
  return (
    <div
      className={cn(
        'grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-5 *:min-w-0',
        !single && '@4xl:grid-cols-3',
      )}
    >
      <PlatformShares
        platforms={overview.platforms}
        tags={overview.summary.tags}
        filter={view.rows.platform}
        onFilter={(platform) => view.setRows({ platform })}
        alone={single}
      />
      {!single && <WorstRepositories worst={overview.worst} />}
      {!single && <CoverageTrend trend={overview.trend} platforms={overview.platforms} />}
    </div>
  )
}
