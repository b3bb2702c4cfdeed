'use client'

import { ArrowDown, ArrowUp, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { PlatformChip } from '@/components/platform/platform-chip'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Digest } from '@/components/ui/digest'
import { Skeleton } from '@/components/ui/skeleton'
import { StatusGlyph } from '@/components/ui/status-glyph'
import type { SpecEntry } from '@/lib/composition/spec'
import type { Platform } from '@/lib/oci/platform'
import { CommitInput } from './commit-input'
import { type EntryFacts, openedInWords } from './entry-facts'
import { EntryPlatform } from './entry-platform'

interface EntryRowProps {
  entry: SpecEntry
  place: number
  count: number
  facts: EntryFacts | null
  /** The plan is on its way: what is not known yet is a skeleton, not a blank. */
  pending: boolean
  trouble: 'error' | 'confirm' | null
  onImageChange: (image: string) => void
  onPlatformChange: (platform: Partial<Platform>) => void
  onMove: (to: number) => void
  onRemove: () => void
}

/** One source: its reference, what the plan found behind it, and the platform it will have. */
export function EntryRow(props: EntryRowProps) {
  const { entry, place, count, facts, trouble, onMove, onRemove } = props
  const name = entry.image || `entry ${place + 1}`
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (!event.altKey || step === 0 || place + step < 0 || place + step >= count) return
    event.preventDefault()
    onMove(place + step)
  }
  return (
    <li
      data-entry={place}
      className={cn(
        'flex min-w-0 gap-1 rounded-lg border bg-panel py-2 pr-1.5 pl-2',
        trouble === 'error' && 'border-bad',
        trouble === 'confirm' && 'border-warn',
      )}
      onKeyDown={onKeyDown}
    >
      <div className="min-w-0 flex-1">
        <CommitInput
          aria-label={`Source of entry ${place + 1}`}
          className="h-6 border-transparent bg-transparent px-1 font-mono text-xs hover:border-line-strong focus-visible:border-field"
          value={entry.image}
          onCommit={props.onImageChange}
        />
        <div className="mt-1 flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1 pl-1">
          <EntryPlatforms entry={entry} facts={facts} />
          <EntryPlatform
            name={name}
            written={entry.platform}
            found={facts?.images.length === 1 ? (facts.images[0]?.platform ?? null) : null}
            opened={facts?.opened ?? false}
            onPlatformChange={props.onPlatformChange}
          />
        </div>
        <div className="flex min-h-6 flex-wrap items-center gap-x-2 pl-1 text-ink-3 text-xs">
          {trouble && (
            <StatusGlyph kind={trouble === 'error' ? 'error' : 'warning'} label="Has a problem, told below" />
          )}
          {facts ? <FactsLine facts={facts} /> : props.pending && <Skeleton className="w-40" />}
        </div>
      </div>
      <div className="flex shrink-0 flex-col items-center">
        <MoveButton up name={name} disabled={place === 0} onClick={() => onMove(place - 1)} />
        <MoveButton name={name} disabled={place === count - 1} onClick={() => onMove(place + 1)} />
        <Button variant="ghost" size="icon-sm" aria-label={`Remove ${name}`} data-remove onClick={onRemove}>
          <X aria-hidden />
        </Button>
      </div>
    </li>
  )
}

function MoveButton(props: { up?: boolean; name: string; disabled: boolean; onClick: () => void }) {
  const { up = false, name, disabled, onClick } = props
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={`Move ${name} ${up ? 'up' : 'down'}`}
      aria-keyshortcuts={up ? 'Alt+ArrowUp' : 'Alt+ArrowDown'}
      aria-disabled={disabled || undefined}
      data-move={up ? 'up' : 'down'}
      onClick={() => !disabled && onClick()}
    >
      {up ? <ArrowUp aria-hidden /> : <ArrowDown aria-hidden />}
    </Button>
  )
}

function EntryPlatforms({ entry, facts }: { entry: SpecEntry; facts: EntryFacts | null }) {
  const { os, architecture } = entry.platform
  const planned = facts?.images.flatMap((image) => (image.platform ? [image.platform] : [])) ?? []
  const written = os && architecture ? [{ ...entry.platform, os, architecture }] : []
  const shown: Platform[] = planned.length > 0 ? planned : written
  return shown.map((platform, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the same platform may stand twice, which is a problem told elsewhere
    <PlatformChip key={place} platform={platform} />
  ))
}

function FactsLine({ facts }: { facts: EntryFacts }) {
  const [only] = facts.images
  return (
    <>
      {only && facts.images.length === 1 && <Digest value={only.digest} ends={[8, 4]} />}
      {facts.opened && <span>opened from an index: {openedInWords(facts)}</span>}
      {!facts.opened && only && <span>{only.size.toLocaleString('en')} byte manifest</span>}
    </>
  )
}
