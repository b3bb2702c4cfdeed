'use client'

import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import type { InspectedPlatform } from '@/lib/contract/inspect'
import { EntryChip } from './entry-chip'
import { entryKeys } from './entry-key'
import { PlatformPicker } from './platform-picker'

/** More than these would be a wall of chips. */
const CHIPS_MAX = 12

interface PlatformStripProps {
  platforms: readonly InspectedPlatform[]
  chosen: InspectedPlatform | null
  /** The key for the query string; null for all of them. */
  onChoose: (key: string | null) => void
  /** False where only one platform can be looked at; else what all of them are called. */
  all?: boolean | string
}

export function PlatformStrip({ platforms, chosen, onChoose, all = true }: PlatformStripProps) {
  if (platforms.length < 2) return null
  const keys = entryKeys(platforms)
  const keyOf = (platform: InspectedPlatform) => keys[platforms.indexOf(platform)] ?? null
  return (
    <fieldset aria-label="Platforms" className="flex min-w-0 flex-wrap items-center gap-1">
      {all && (
        <Choice pressed={chosen === null} onClick={() => onChoose(null)}>
          {all === true ? `All ${platforms.length}` : all}
        </Choice>
      )}
      {platforms.length > CHIPS_MAX ? (
        <PlatformPicker platforms={platforms} chosen={chosen} onChoose={(one) => onChoose(keyOf(one))} />
      ) : (
        platforms.map((platform, place) => (
          <Choice key={keys[place]} pressed={platform === chosen} onClick={() => onChoose(keyOf(platform))}>
            <EntryChip entry={platform} />
          </Choice>
        ))
      )}
    </fieldset>
  )
}

function Choice(props: { pressed: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={props.pressed}
      onClick={props.onClick}
      className={cn(
        'inline-flex h-7 items-center rounded-md border px-0.75 font-medium text-ink-2 text-xs hover:border-line-strong',
        props.pressed ? 'border-ink text-ink' : 'border-transparent',
      )}
    >
      <span className="px-0.5">{props.children}</span>
    </button>
  )
}
