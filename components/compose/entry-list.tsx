'use client'

import { useEffect, useRef, useState } from 'react'
import type { ProblemFix } from '@/lib/composition/problems'
import type { CompositionSpec, SpecEntry } from '@/lib/composition/spec'
import type { EntryEdit } from '@/lib/composition/spec-after'
import type { PlanResponse, Problem } from '@/lib/contract/compositions'
import { entryFacts } from './entry-facts'
import { EntryRow, entryName } from './entry-row'
import { SortableRows } from './sortable-rows'

interface EntryListProps {
  manifests: CompositionSpec['manifests']
  plan: PlanResponse | null
  pending: boolean
  onEdit: (edit: EntryEdit) => void
  onFix: (fix: ProblemFix) => void
}

/** The sources in the order of the index. Moving and removing keep the keyboard where the person is. */
export function EntryList({ manifests, plan, pending, onEdit, onFix }: EntryListProps) {
  const list = useRef<HTMLUListElement>(null)
  const focusNext = useRef<string>(null)
  const [said, setSaid] = useState('')

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs after the entries have moved, which is when there is something to focus
  useEffect(() => {
    if (focusNext.current) list.current?.querySelector<HTMLElement>(focusNext.current)?.focus()
    focusNext.current = null
  }, [manifests])

  const nameOf = (place: number) => {
    const entry = manifests[place]
    return entry ? entryName(entry, place) : ''
  }
  const move = (from: number, to: number) => {
    focusNext.current = `[data-entry="${to}"] [data-move="${to < from ? 'up' : 'down'}"]`
    setSaid(`${nameOf(from)} is now ${to + 1} of ${manifests.length}.`)
    onEdit({ kind: 'move-entry', entry: from, to })
  }
  const remove = (place: number) => {
    focusNext.current = `[data-entry="${Math.min(place, manifests.length - 2)}"] [data-remove]`
    setSaid(`${nameOf(place)} is removed.`)
    onEdit({ kind: 'remove-entry', entry: place })
  }
  const ids = manifests.map((entry, place) => rowId(entry, manifests.slice(0, place)))
  return (
    <>
      <SortableRows
        ids={ids}
        nameOf={nameOf}
        onMove={(from, to) => onEdit({ kind: 'move-entry', entry: from, to })}
      >
        <ul ref={list} aria-label="Entries" className="grid gap-1.5">
          {manifests.map((entry, place) => (
            <EntryRow
              key={ids[place]}
              id={ids[place] ?? ''}
              entry={entry}
              place={place}
              count={manifests.length}
              facts={entryFacts(plan, manifests, place)}
              pending={pending}
              trouble={troubleOf(plan?.problems ?? [], place)}
              onEdit={onEdit}
              onFix={onFix}
              onMove={(to) => move(place, to)}
              onRemove={() => remove(place)}
            />
          ))}
        </ul>
      </SortableRows>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  )
}

/** The entry and its turn among its equals: it stays the same when others come, go or move. */
function rowId(entry: SpecEntry, before: readonly SpecEntry[]): string {
  const same = (other: SpecEntry) => other.image === entry.image && other.digest === entry.digest
  return `${entry.image} ${entry.digest ?? ''} ${before.filter(same).length}`
}

function troubleOf(problems: readonly Problem[], place: number): 'error' | 'confirm' | null {
  const here = problems.filter((problem) => problem.entry === place).map((problem) => problem.severity)
  if (here.includes('error')) return 'error'
  return here.includes('confirm') ? 'confirm' : null
}
