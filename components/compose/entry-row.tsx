'use client'

import { useSortable } from '@dnd-kit/sortable'
import { ArrowDown, ArrowUp, GripVertical, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { PlatformChip } from '@/components/platform/platform-chip'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Digest } from '@/components/ui/digest'
import { shortDigest } from '@/components/ui/short-digest'
import { Skeleton } from '@/components/ui/skeleton'
import { StatusGlyph } from '@/components/ui/status-glyph'
import type { ProblemFix } from '@/lib/composition/problems'
import type { SpecEntry } from '@/lib/composition/spec'
import type { EntryEdit } from '@/lib/composition/spec-after'
import type { Platform } from '@/lib/oci/platform'
import { CommitInput } from './commit-input'
import { EntryDetails } from './entry-details'
import { attestationsInWords, type EntryFacts, openedInWords } from './entry-facts'
import { EntryPlatform } from './entry-platform'

interface EntryRowProps {
  /** Unique among the rows, and the same while the entry stays the same. */
  id: string
  entry: SpecEntry
  place: number
  count: number
  facts: EntryFacts | null
  /** The plan is on its way: what is not known yet is a skeleton, not a blank. */
  pending: boolean
  trouble: 'error' | 'confirm' | null
  onEdit: (edit: EntryEdit) => void
  onFix: (fix: ProblemFix) => void
  onMove: (to: number) => void
  onRemove: () => void
}

/** One source: its reference, what the plan found behind it, and the platform it will have. */
export function EntryRow(props: EntryRowProps) {
  const { id, entry, place, count, facts, trouble, onEdit, onMove, onRemove } = props
  const { setNodeRef, transform, transition, isDragging, ...drag } = useSortable({ id })
  const name = entryName(entry, place)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (!event.altKey || step === 0 || place + step < 0 || place + step >= count) return
    event.preventDefault()
    onMove(place + step)
  }
  return (
    <li
      ref={setNodeRef}
      data-entry={place}
      style={{ transition, ...(transform && { transform: `translate3d(0, ${transform.y}px, 0)` }) }}
      className={cn(
        'flex min-w-0 gap-1 rounded-lg border bg-panel py-2 pr-1.5 pl-1',
        trouble === 'error' && 'border-bad',
        trouble === 'confirm' && 'border-warn',
        isDragging && 'relative z-10 border-ink',
      )}
      onKeyDown={onKeyDown}
    >
      <DragHandle name={name} drag={drag} />
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-0.5">
          <CommitInput
            aria-label={`Source of entry ${place + 1}`}
            className="h-6 border-transparent bg-transparent px-1 font-mono text-xs hover:border-line-strong focus-visible:border-field"
            value={entry.image}
            showsEnd={!entry.image.includes('@')}
            onCommit={(image) => onEdit({ kind: 'set-entry-image', entry: place, image })}
          />
          <MoveButton up name={name} disabled={place === 0} onClick={() => onMove(place - 1)} />
          <MoveButton name={name} disabled={place === count - 1} onClick={() => onMove(place + 1)} />
          <Button variant="ghost" size="icon-sm" aria-label={`Remove ${name}`} data-remove onClick={onRemove}>
            <X aria-hidden />
          </Button>
        </div>
        <div className="mt-1 flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1 pl-1">
          <EntryPlatforms entry={entry} facts={facts} />
          <EntryPlatform
            name={name}
            written={entry.platform}
            found={facts?.images.length === 1 ? (facts.images[0]?.platform ?? null) : null}
            fromIndex={facts !== null && (facts.opened || facts.picked)}
            onPlatformChange={(platform) => onEdit({ kind: 'set-entry-platform', entry: place, platform })}
          />
          <EntryDetails
            name={name}
            entry={entry}
            facts={facts}
            onAnnotationsChange={(annotations) =>
              onEdit({ kind: 'set-entry-annotations', entry: place, annotations })
            }
            onArtifactTypeChange={(artifactType) =>
              onEdit({ kind: 'set-entry-artifact-type', entry: place, artifactType: artifactType || null })
            }
            onAttestationsChange={(attestations) =>
              onEdit({ kind: 'set-entry-attestations', entry: place, attestations })
            }
          />
        </div>
        <div className="flex min-h-6 flex-wrap items-center gap-x-2 pl-1 text-ink-3 text-xs">
          {trouble && (
            <StatusGlyph kind={trouble === 'error' ? 'error' : 'warning'} label="Has a problem, told below" />
          )}
          {facts ? (
            <FactsLine name={name} facts={facts} onFix={props.onFix} />
          ) : (
            props.pending && <Skeleton className="w-40" />
          )}
        </div>
      </div>
    </li>
  )
}

/** What people and screen readers call an entry: several may come out of one index. */
export function entryName({ image, digest }: SpecEntry, place: number): string {
  if (image === '') return `entry ${place + 1}`
  return digest ? `${shortDigest(digest, [8, 4])} of ${image}` : image
}

function DragHandle(props: {
  name: string
  drag: Pick<ReturnType<typeof useSortable>, 'attributes' | 'listeners' | 'setActivatorNodeRef'>
}) {
  const { attributes, listeners, setActivatorNodeRef } = props.drag
  return (
    <button
      type="button"
      ref={setActivatorNodeRef}
      {...attributes}
      {...listeners}
      aria-label={`Drag ${props.name}`}
      className="grid w-6 shrink-0 cursor-grab touch-none place-items-center rounded-sm text-ink-3 hover:text-ink active:cursor-grabbing"
    >
      <GripVertical className="size-3.5" aria-hidden />
    </button>
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

interface FactsLineProps {
  name: string
  facts: EntryFacts
  onFix: (fix: ProblemFix) => void
}

function FactsLine({ name, facts, onFix }: FactsLineProps) {
  const { images, attestations, opened, picked, list } = facts
  const [only] = images
  return (
    <>
      {only && images.length === 1 && <Digest value={only.digest} ends={[8, 4]} />}
      {picked && (
        <span>an entry of the index{attestations > 0 && `, ${attestationsInWords(attestations)}`}</span>
      )}
      {opened && <span>opened from an index: {openedInWords(facts)}</span>}
      {!opened && !picked && only && <span>{only.size.toLocaleString('en')} byte manifest</span>}
      {list && (
        <Button
          variant="link"
          className="min-h-6 text-xs"
          aria-label={`List the entries of ${name} one by one`}
          onClick={() => onFix(list)}
        >
          list them one by one
        </Button>
      )}
    </>
  )
}
