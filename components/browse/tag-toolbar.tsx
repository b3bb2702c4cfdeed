'use client'

import { X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { Button } from '@/components/ui/button'
import { SearchInput } from '@/components/ui/search-input'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import { type TagRow, TagSort } from '@/lib/contract/tags'
import { withWish } from './platform-filter'
import { PlatformFilterMenu, PlatformName } from './platform-filter-menu'
import { SORT_WORDS } from './sort-choices'
import { tableStop } from './table-stop'
import type { TagFilterState } from './use-tag-filter'
import type { TagPick } from './use-tag-pick'

interface TagToolbarProps {
  state: TagFilterState
  rows: readonly TagRow[]
  total: number | null
  pick: TagPick
}

/** What the table shows and in which order; all of it stands in the address too. */
export function TagToolbar({ state, rows, total, pick }: TagToolbarProps) {
  const { text, setText, platforms, setPlatforms, sort, setSort, narrowed } = state
  const label = !total || narrowed ? 'Filter tags' : `Filter ${total.toLocaleString('en')} tags`
  return (
    <div className="mb-2 flex flex-wrap items-center gap-2">
      <SearchInput pageSearch label={label} value={text} onValueChange={setText} onKeyDown={intoTheTable} />
      <PlatformFilterMenu filter={platforms} onChange={setPlatforms} rows={rows} />
      {[...platforms].map(([name, wish]) => (
        <Button
          key={name}
          aria-label={`Stop filtering: ${wish} ${name}`}
          onClick={() => setPlatforms(withWish(platforms, name, null))}
        >
          {wish}
          <PlatformName name={name} />
          <X aria-hidden className="text-ink-3" />
        </Button>
      ))}
      <Select value={sort} onValueChange={(value) => setSort(TagSort.parse(value))}>
        <SelectTrigger aria-label="Order" className="border-transparent text-ink-2">
          <SelectValue />
        </SelectTrigger>
        <SelectContent>
          {TagSort.options.map((option) => (
            <SelectItem key={option} value={option}>
              {SORT_WORDS[option]}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
      {(total !== 1 || narrowed) && (
        <Button
          aria-pressed={pick.on}
          onClick={() => {
            if (pick.on) return pick.stop()
            pick.start()
            tableStop()?.focus()
          }}
          className="aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-panel"
        >
          Compare two
        </Button>
      )}
    </div>
  )
}

/** Arrow down leads from the filter into the table. */
function intoTheTable(event: KeyboardEvent): void {
  if (event.key !== 'ArrowDown') return
  const row = tableStop()
  if (!row) return
  event.preventDefault()
  row.focus()
}
