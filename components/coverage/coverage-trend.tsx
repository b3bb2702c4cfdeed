'use client'

import { useState } from 'react'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import type { OverviewResponse } from '@/lib/contract/coverage-overview'
import { OverviewSection } from './overview-section'
import { TrendChart } from './trend-chart'
import { TrendTable } from './trend-table'

const NONE = 'none'

interface CoverageTrendProps {
  trend: OverviewResponse['trend']
  platforms: OverviewResponse['platforms']
}

/** How the share of complete tags, and of one platform, went from scan to scan. */
export function CoverageTrend({ trend, platforms }: CoverageTrendProps) {
  const [chosen, setChosen] = useState<string | null>(null)
  return (
    <OverviewSection
      title="Over time"
      beside={
        trend.length > 1 && (
          <Select value={chosen ?? NONE} onValueChange={(value) => setChosen(value === NONE ? null : value)}>
            <SelectTrigger
              aria-label="Platform to compare"
              className="h-6 border-transparent px-1 text-ink-2 text-xs"
            >
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              <SelectItem value={NONE}>complete tags</SelectItem>
              {platforms.map(({ platform }) => (
                <SelectItem key={platform} value={platform} className="font-mono">
                  {platform}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        )
      }
    >
      {trend.length < 2 ? (
        <p className="text-ink-3">
          {trend.length === 0
            ? 'A point is added at the end of each scan of the whole registry.'
            : 'One scan so far. The line begins with the next scan of the whole registry.'}
        </p>
      ) : (
        <>
          <TrendChart trend={trend} platform={chosen} />
          <TrendTable trend={trend} platform={chosen} />
        </>
      )}
    </OverviewSection>
  )
}
