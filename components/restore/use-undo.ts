'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { toApiError } from '@/lib/client/api'
import { restoreTag } from '@/lib/client/restores'
import {
  outcomeOf,
  outcomeOfFailure,
  phaseOf,
  plannedRows,
  rowsToDo,
  type UndoOutcome,
  type UndoPhase,
  type UndoRow,
  type UndoTag,
  withOutcome,
} from './undo-state'

export interface Undo {
  /** Null until something was offered to be undone. */
  rows: UndoRow[] | null
  phase: UndoPhase
  /** Shows what would happen; nothing happens yet. */
  offer: (tags: readonly UndoTag[]) => void
  /** Undoes what is not undone, a tag after the other; one that fails does not stop the others. */
  start: () => void
  leave: () => void
}

export function useUndo(): Undo {
  const [rows, setRows] = useState<UndoRow[] | null>(null)
  const [running, setRunning] = useState(false)
  const busy = useRef(false)
  const queryClient = useQueryClient()

  const run = async (todo: readonly UndoRow[]) => {
    busy.current = true
    setRunning(true)
    const tell = (row: UndoRow, outcome: UndoOutcome) =>
      setRows((now) => now && withOutcome(now, row.ref, outcome))
    for (const row of todo) {
      tell(row, { state: 'running' })
      tell(row, await undoOne(row))
    }
    busy.current = false
    setRunning(false)
    // The tags are elsewhere now: whatever shows them has to be asked for again.
    await queryClient.invalidateQueries()
  }

  return {
    rows,
    phase: phaseOf(rows ?? [], running),
    offer: (tags) => {
      if (!busy.current) setRows(plannedRows(tags))
    },
    start: () => {
      if (rows && !busy.current) void run(rowsToDo(rows))
    },
    leave: () => {
      if (!busy.current) setRows(null)
    },
  }
}

async function undoOne({ ref, before, after }: UndoTag): Promise<UndoOutcome> {
  try {
    return outcomeOf(await restoreTag({ ref, digest: before, expect: after }))
  } catch (error) {
    return outcomeOfFailure(toApiError(error))
  }
}
