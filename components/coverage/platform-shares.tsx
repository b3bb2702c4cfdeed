'use client'

import { useState } from 'react'
import { formatPlatformFilter, parsePlatformFilter, withWish } from '@/components/browse/platform-filter'
import { OsGlyph } from '@/components/platform/os-glyph'
import { platformHue } from '@/components/platform/platform-hue'
import { osVersionLabel, platformLabel, platformTitle } from '@/components/platform/platform-label'
import { Button } from '@/components/ui/button'
import { platformOf } from './matrix-layout'
import { OverviewSection } from './overview-section'
import { percent } from './percent'

const SHOWN = 8
const SHOWN_ALONE = 24

interface PlatformSharesProps {
  /** Most common first. */
  platforms: readonly { platform: string; tags: number }[]
  /** All tags. */
  tags: number
  /** As in the address. */
  filter: string
  onFilter: (platform: string) => void
  /** Nothing stands beside it. */
  alone: boolean
}

/** How many tags can be pulled for each platform. Pressing one shows the tags that have it, again: all. */
export function PlatformShares({ platforms, tags, filter, onFilter, alone }: PlatformSharesProps) {
  const [all, setAll] = useState(false)
  const wishes = parsePlatformFilter(filter)
  const few = alone ? SHOWN_ALONE : SHOWN
  const shown = all ? platforms : platforms.slice(0, few)
  return (
    <OverviewSection title="Tags that can be pulled, by platform">
      {platforms.length === 0 && <p className="text-ink-3">No tag names a platform yet.</p>}
      <ul className={alone ? 'gap-x-8 @4xl:columns-3' : all ? 'max-h-80 overflow-y-auto' : undefined}>
        {shown.map((share) => {
          const has = wishes.get(share.platform) === 'has'
          return (
            <li key={share.platform}>
              <Share
                {...share}
                whole={tags}
                pressed={has}
                onPress={() =>
                  onFilter(formatPlatformFilter(withWish(wishes, share.platform, has ? null : 'has')))
                }
              />
            </li>
          )
        })}
      </ul>
      {platforms.length > few && (
        <Button variant="link" size="sm" className="min-h-6 text-xs" onClick={() => setAll(!all)}>
          {all ? 'Show the most common' : `Show all ${platforms.length} platforms`}
        </Button>
      )}
    </OverviewSection>
  )
}

interface ShareProps {
  platform: string
  tags: number
  whole: number
  pressed: boolean
  onPress: () => void
}

function Share({ platform: name, tags, whole, pressed, onPress }: ShareProps) {
  const platform = platformOf(name)
  const release = platform && osVersionLabel(platform)
  const share = percent(tags, whole)
  return (
    <button
      type="button"
      aria-pressed={pressed}
      aria-label={`${name}: ${tags.toLocaleString('en')} tags, ${share}. Show only these`}
      title={platform ? platformTitle(platform) : name}
      style={platformHue(platform ?? { architecture: '' })}
      onClick={onPress}
      className="grid min-h-6 w-full grid-cols-[9rem_minmax(0,1fr)_6.5rem] items-center gap-2 rounded-xs px-1 text-left text-xs hover:bg-sunk focus-visible:outline-offset-0 aria-pressed:bg-hover"
    >
      <span className="flex min-w-0 items-center gap-1.5 font-mono text-2xs">
        <OsGlyph os={platform?.os ?? ''} className="arch-mark" />
        <span className="truncate">
          {platform ? platformLabel(platform) : name}
          {release && <span className="text-ink-3"> {release}</span>}
        </span>
      </span>
      <span aria-hidden className="h-2 overflow-hidden rounded-full bg-line">
        <span
          className="arch-solid block h-full min-w-0.5 rounded-full"
          style={{ width: `${whole === 0 ? 0 : (tags / whole) * 100}%` }}
        />
      </span>
      <span className="flex justify-between gap-2 text-ink-2 tabular-nums">
        <span>{share}</span>
        <span className="text-ink-3">{tags.toLocaleString('en')}</span>
      </span>
    </button>
  )
}
