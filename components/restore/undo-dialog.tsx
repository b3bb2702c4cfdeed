'use client'

import { Dialog, DialogContent } from '@/components/ui/dialog'
import { UndoView } from './undo-view'
import { UNDO_WORDS, type UndoWords } from './undo-words'
import type { Undo } from './use-undo'

/** What is offered to be undone, in a dialog of its own. It stays until somebody closes it. */
export function UndoDialog({ undo, words = UNDO_WORDS }: { undo: Undo; words?: UndoWords }) {
  if (!undo.rows) return null
  return (
    <Dialog open onOpenChange={(open) => !open && undo.leave()}>
      <DialogContent
        className="max-w-2xl"
        dismissible={undo.phase !== 'running'}
        onInteractOutside={(event) => event.preventDefault()}
      >
        <UndoView undo={undo} rows={undo.rows} onBack={undo.leave} onClose={undo.leave} words={words} />
      </DialogContent>
    </Dialog>
  )
}
