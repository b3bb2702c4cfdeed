'use client'

import { useQuery } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { DialogDescription, DialogFooter, DialogTitle } from '@/components/ui/dialog'
import { StatusGlyph } from '@/components/ui/status-glyph'
import { registriesQuery } from '@/lib/client/registries'
import { parseReference } from '@/lib/oci/reference'
import { UndoRowView } from './undo-row'
import { rowsToDo, type UndoRow } from './undo-state'
import { UNDO_WORDS, type UndoWords } from './undo-words'
import type { Undo } from './use-undo'

interface UndoViewProps {
  undo: Undo
  rows: UndoRow[]
  /** Leaves before anything happened. */
  onBack: () => void
  onClose: () => void
  words?: UndoWords
}

/** Inside a dialog: what undoing does to every tag, then how it went, tag by tag. */
export function UndoView({ undo, rows, onBack, onClose, words = UNDO_WORDS }: UndoViewProps) {
  const { phase } = undo
  const deletes = useDeletion(rows[0]?.ref)
  const done = rows.filter(({ outcome }) => outcome.state === 'done').length
  return (
    <>
      <DialogTitle className="flex items-center gap-2">
        {phase === 'done' && <StatusGlyph kind="ok" label={null} />} {words.titles[phase]}
      </DialogTitle>
      <DialogDescription>{words.descriptions[phase]}</DialogDescription>
      <p role="status" className="sr-only">
        {phase === 'planned' ? '' : `${done} of ${rows.length} tags ${words.done}`}
      </p>
      <ul aria-label={words.list} className="mt-3 grid gap-1">
        {rows.map((row) => (
          <UndoRowView key={row.ref} row={row} deletes={deletes} words={words} />
        ))}
      </ul>
      <DialogFooter>
        {phase === 'planned' && <Button onClick={onBack}>Back</Button>}
        {(phase === 'planned' || phase === 'running') && (
          <Button variant="primary" onClick={undo.start} disabled={phase === 'running'}>
            {phase === 'running' ? words.running : words.start}
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

function useDeletion(ref: string | undefined) {
  const { data } = useQuery(registriesQuery())
  const reference = parseReference(ref ?? '')
  const registry = reference.ok && data?.items.find(({ name }) => name === reference.value.registry)
  return registry ? registry.supports.delete : 'unknown'
}
