'use client'

import { ListFilter } from 'lucide-react'
import { PlatformChip } from '@/components/platform/platform-chip'
import { Button } from '@/components/ui/button'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { ToggleGroup, ToggleGroupItem } from '@/components/ui/toggle-group'
import type { TagRow } from '@/lib/contract/tags'
import { normalizePlatform, parsePlatform, platformKey } from '@/lib/oci/platform'
import { type PlatformFilter, withWish } from './platform-filter'

/** Offered before any row has been seen; the others come from the rows. */
const USUAL = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/s390x', 'linux/ppc64le', 'windows/amd64']

interface PlatformFilterMenuProps {
  filter: PlatformFilter
  onChange: (filter: PlatformFilter) => void
  /** Their platforms are offered. */
  rows?: readonly TagRow[]
  /** Platforms to offer beside those. */
  names?: readonly string[]
}

/** For each platform: tags that have it, tags that lack it, or no matter. */
export function PlatformFilterMenu({ filter, onChange, rows = [], names = [] }: PlatformFilterMenuProps) {
  const offered = platformNames(filter, rows, names)
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button>
          <ListFilter aria-hidden />
          Platforms
        </Button>
      </PopoverTrigger>
      <PopoverContent className="w-80" aria-label="Filter by platform">
        <p className="mb-2 text-ink-3 text-xs">Show only tags that have or lack a platform.</p>
        <ul className="flex flex-col gap-1">
          {offered.map((name) => (
            <li key={name} className="flex items-center justify-between gap-2">
              <PlatformName name={name} />
              <ToggleGroup
                type="single"
                aria-label={name}
                className="h-7"
                value={filter.get(name) ?? 'any'}
                onValueChange={(wish) => onChange(withWish(filter, name, asWish(wish)))}
              >
                <ToggleGroupItem value="any">any</ToggleGroupItem>
                <ToggleGroupItem value="has">has</ToggleGroupItem>
                <ToggleGroupItem value="lacks">lacks</ToggleGroupItem>
              </ToggleGroup>
            </li>
          ))}
        </ul>
      </PopoverContent>
    </Popover>
  )
}

export function PlatformName({ name }: { name: string }) {
  const platform = parsePlatform(name)
  if (!platform.ok) return <span className="break-all font-mono text-xs">{name}</span>
  return <PlatformChip platform={platform.value} />
}

const asWish = (value: string) => (value === 'has' || value === 'lacks' ? value : null)

function platformNames(filter: PlatformFilter, rows: readonly TagRow[], names: readonly string[]): string[] {
  const seen = rows.flatMap(({ platforms }) =>
    platforms
      .filter(({ platform }) => platform.os !== '' && platform.os !== 'unknown')
      .map(({ platform: { os, architecture, variant } }) =>
        platformKey(normalizePlatform({ os, architecture, ...(variant && { variant }) })),
      ),
  )
  return [...new Set([...filter.keys(), ...USUAL, ...seen, ...names])]
}
