'use client'

import { useEffect, useRef, useState } from 'react'
import type { CompositionSpec } from '@/lib/composition/spec'
import type { PlanResponse, Problem } from '@/lib/contract/compositions'
import type { Platform } from '@/lib/oci/platform'
import { entryFacts } from './entry-facts'
import { EntryRow } from './entry-row'

interface EntryListProps {
  manifests: CompositionSpec['manifests']
  plan: PlanResponse | null
  pending: boolean
  onImageChange: (place: number, image: string) => void
  onPlatformChange: (place: number, platform: Partial<Platform>) => void
  onMove: (from: number, to: number) => void
  onRemove: (place: number) => void
}

/** The sources in the order of the index. Moving and removing keep the keyboard where the person is. */
export function EntryList(props: EntryListProps) {
  const { manifests, plan, pending, onMove, onRemove } = props
  const list = useRef<HTMLUListElement>(null)
  const focusNext = useRef<string>(null)
  const [said, setSaid] = useState('')

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs after the entries have moved, which is when there is something to focus
  useEffect(() => {
    if (focusNext.current) list.current?.querySelector<HTMLElement>(focusNext.current)?.focus()
    focusNext.current = null
  }, [manifests])

  const move = (from: number, to: number) => {
    focusNext.current = `[data-entry="${to}"] [data-move="${to < from ? 'up' : 'down'}"]`
    setSaid(`${manifests[from]?.image} is now ${to + 1} of ${manifests.length}.`)
    onMove(from, to)
  }
  const remove = (place: number) => {
    focusNext.current = `[data-entry="${Math.min(place, manifests.length - 2)}"] [data-remove]`
    setSaid(`${manifests[place]?.image} is removed.`)
    onRemove(place)
  }
  return (
    <>
      <ul ref={list} aria-label="Entries" className="grid gap-1.5">
        {manifests.map((entry, place) => (
          <EntryRow
            key={`${entry.image} ${manifests.slice(0, place).filter(({ image }) => image === entry.image).length}`}
            entry={entry}
            place={place}
            count={manifests.length}
            facts={entryFacts(plan, manifests, place)}
            pending={pending}
            trouble={troubleOf(plan?.problems ?? [], place)}
            onImageChange={(image) => props.onImageChange(place, image)}
            onPlatformChange={(platform) => props.onPlatformChange(place, platform)}
            onMove={(to) => move(place, to)}
            onRemove={() => remove(place)}
          />
        ))}
      </ul>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  )
}

function troubleOf(problems: readonly Problem[], place: number): 'error' | 'confirm' | null {
  const here = problems.filter((problem) => problem.entry === place).map((problem) => problem.severity)
  if (here.includes('error')) return 'error'
  return here.includes('confirm') ? 'confirm' : null
}
