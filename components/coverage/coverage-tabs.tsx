'use client'

import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import type { OverviewResponse } from '@/lib/contract/coverage-overview'
import { CoverageOverview } from './coverage-overview'
import { DanglingTab } from './dangling-tab'
import { MatrixTab } from './matrix-tab'
import { PoliciesTab } from './policies-tab'
import { ScansTab } from './scans-tab'
import { UntaggedTab } from './untagged-tab'
import { COVERAGE_TABS, type CoverageTab, type CoverageView } from './use-coverage-view'
import type { Scans } from './use-scans'

const NAMES: Record<CoverageTab, string> = {
  matrix: 'Matrix',
  policies: 'Policies',
  scans: 'Scans',
  broken: 'Broken tags',
  untagged: 'Untagged',
}

interface CoverageTabsProps {
  view: CoverageView
  overview: OverviewResponse | null
  scans: Scans
}

export function CoverageTabs({ view, overview, scans }: CoverageTabsProps) {
  const { scope } = view
  return (
    <Tabs
      value={view.tab}
      onValueChange={(tab) => view.setTab(COVERAGE_TABS.find((one) => one === tab) ?? 'matrix')}
    >
      <TabsList aria-label="Parts of the coverage">
        {COVERAGE_TABS.map((tab) => (
          <TabsTrigger key={tab} value={tab}>
            {NAMES[tab]}
          </TabsTrigger>
        ))}
      </TabsList>
      <TabsContent value="matrix" className="grid grid-cols-[minmax(0,1fr)] gap-5">
        {overview && <CoverageOverview overview={overview} view={view} />}
        <MatrixTab
          view={view}
          overview={overview}
          reading={scans.open.length > 0}
          onScan={() => scans.start('quick', scope.repository)}
        />
      </TabsContent>
      <TabsContent value="policies">
        <PoliciesTab registry={scope.registry} repository={scope.repository} key={scope.repository} />
      </TabsContent>
      <TabsContent value="scans">
        <ScansTab scans={scans} />
      </TabsContent>
      <TabsContent value="broken">
        <DanglingTab registry={scope.registry} />
      </TabsContent>
      <TabsContent value="untagged">
        <UntaggedTab registry={scope.registry} />
      </TabsContent>
    </Tabs>
  )
}
