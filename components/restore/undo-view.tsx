'use client'

import { useQuery } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { DialogDescription, DialogFooter, DialogTitle } from '@/components/ui/dialog'
import { StatusGlyph } from '@/components/ui/status-glyph'
import { registriesQuery } from '@/lib/client/registries'
import { parseReference } from '@/lib/oci/reference'
import { UndoRowView } from './undo-row'
import { rowsToDo, type UndoPhase, type UndoRow } from './undo-state'
import type { Undo } from './use-undo'

interface UndoViewProps {
  undo: Undo
  rows: UndoRow[]
  /** Leaves before anything happened. */
  onBack: () => void
  onClose: () => void
}

/** Inside a dialog: what undoing does to every tag, then how it went, tag by tag. */
export function UndoView({ undo, rows, onBack, onClose }: UndoViewProps) {
  const { phase } = undo
  const deletes = useDeletion(rows[0]?.ref)
  const done = rows.filter(({ outcome }) => outcome.state === 'done').length
  return (
    <>
      <DialogTitle className="flex items-center gap-2">
        {phase === 'done' && <StatusGlyph kind="ok" label={null} />} {TITLES[phase]}
      </DialogTitle>
      <DialogDescription>{DESCRIPTIONS[phase]}</DialogDescription>
      <p role="status" className="sr-only">
        {phase === 'planned' ? '' : `${done} of ${rows.length} tags undone`}
      </p>
      <ul aria-label="Tags to undo" className="mt-3 grid gap-1">
        {rows.map((row) => (
          <UndoRowView key={row.ref} row={row} deletes={deletes} />
        ))}
      </ul>
      <DialogFooter>
        {phase === 'planned' && <Button onClick={onBack}>Back</Button>}
        {(phase === 'planned' || phase === 'running') && (
          <Button variant="primary" onClick={undo.start} disabled={phase === 'running'}>
            {phase === 'running' ? 'Undoing…' : 'Undo now'}
          </Button>
        )}
        {(phase === 'partly' || phase === 'failed') && rowsToDo(rows).length > 0 && (
          <Button onClick={undo.start}>Try again</Button>
        )}
        {phase !== 'planned' && phase !== 'running' && (
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        )}
      </DialogFooter>
    </>
  )
}

const TITLES: Record<UndoPhase, string> = {
  planned: 'Undo this change?',
  running: 'Undoing…',
  done: 'Undone',
  partly: 'Only partly undone',
  failed: 'Not undone',
}

const DESCRIPTIONS: Record<UndoPhase, string> = {
  planned: 'Every tag goes back to what it was. One that somebody has pushed to since is left alone.',
  running: 'One tag after the other; one that fails does not hold up the others.',
  done: 'The tags are as they were before.',
  partly: 'The tags that could not be undone, and why, stand below.',
  failed: 'No tag could be undone. Why, and what to do, stands with each.',
}

function useDeletion(ref: string | undefined) {
  const { data } = useQuery(registriesQuery())
  const reference = parseReference(ref ?? '')
  const registry = reference.ok && data?.items.find(({ name }) => name === reference.value.registry)
  return registry ? registry.supports.delete : 'unknown'
}
