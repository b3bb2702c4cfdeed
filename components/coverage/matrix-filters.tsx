'use client'

import { X } from 'lucide-react'
import { useId } from 'react'
import { formatPlatformFilter, parsePlatformFilter, withWish } from '@/components/browse/platform-filter'
import { PlatformFilterMenu, PlatformName } from '@/components/browse/platform-filter-menu'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Label } from '@/components/ui/label'
import { SearchInput } from '@/components/ui/search-input'
import type { OverviewResponse } from '@/lib/contract/coverage-overview'
import { FindingFilter } from './finding-filter'
import type { CoverageView } from './use-coverage-view'

interface MatrixFiltersProps {
  view: CoverageView
  /** Null until it is there, or where it failed: filtering does not need it. */
  overview: OverviewResponse | null
}

/** Which tags are rows; all of it stands in the address too. */
export function MatrixFilters({ view, overview }: MatrixFiltersProps) {
  const id = useId()
  const { rows, setRows } = view
  const wishes = parsePlatformFilter(rows.platform)
  const setWishes = (next: typeof wishes) => setRows({ platform: formatPlatformFilter(next) })
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-2">
      <SearchInput
        pageSearch
        label="Filter tags"
        value={rows.q}
        onValueChange={(q) => setRows({ q })}
        className="sm:w-56"
      />
      <PlatformFilterMenu
        filter={wishes}
        onChange={setWishes}
        names={overview?.platforms.map(({ platform }) => platform) ?? []}
      />
      {[...wishes].map(([name, wish]) => (
        <Button
          key={name}
          aria-label={`Stop filtering: ${wish} ${name}`}
          onClick={() => setWishes(withWish(wishes, name, null))}
        >
          {wish}
          <PlatformName name={name} />
          <X aria-hidden className="text-ink-3" />
        </Button>
      ))}
      <FindingFilter
        finding={rows.finding}
        counts={overview?.summary.findings ?? []}
        onFinding={(finding) => setRows({ finding })}
      />
      <span className="flex min-h-7.5 items-center gap-2 px-1">
        <Checkbox
          id={id}
          checked={rows.missing}
          onCheckedChange={(checked) => setRows({ missing: checked === true })}
        />
        <Label htmlFor={id}>Only tags with an error</Label>
      </span>
      {view.narrowed && (
        <Button variant="ghost" onClick={view.clear}>
          Clear filters
        </Button>
      )}
    </div>
  )
}
