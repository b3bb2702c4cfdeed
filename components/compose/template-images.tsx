'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { CompositionSpec } from '@/lib/composition/spec'
import type { SpecEdit } from '@/lib/composition/spec-after'
import { SkippedImages } from './skipped-images'
import { type AddedImages, TemplateDialog } from './template-dialog'
import { NO_TEMPLATE } from './use-template'

interface TemplateImagesProps {
  spec: CompositionSpec
  disabled: boolean
  onEdit: (...edits: SpecEdit[]) => void
}

/** Images by a template: the button, the dialog behind it, and afterwards what it left out. */
export function TemplateImages({ spec, disabled, onEdit }: TemplateImagesProps) {
  const [open, setOpen] = useState(false)
  const [written, setWritten] = useState(NO_TEMPLATE)
  const [last, setLast] = useState<AddedImages | null>(null)
  // Another composition may have taken this one's place: then nobody wonders about these any more.
  const told = last?.entries.some(({ image }) => spec.manifests.some((entry) => entry.image === image))
  return (
    <div className="grid min-w-0 gap-2">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Button size="sm" disabled={disabled} onClick={() => setOpen(true)}>
          Add by a template…
        </Button>
        <span className="text-ink-3 text-xs">
          <span className="font-mono">app-ARCH:v1</span>, for every platform at once
        </span>
      </div>
      <SkippedImages skipped={(told && last?.skipped) || []} onDismiss={() => setLast(null)} />
      {open && (
        <TemplateDialog
          written={written}
          onWrite={setWritten}
          targetless={spec.image === ''}
          onClose={() => setOpen(false)}
          onAdd={(images) => {
            const target: SpecEdit[] = images.target ? [{ kind: 'set-target', image: images.target }] : []
            onEdit(...target, ...images.entries.map((value): SpecEdit => ({ kind: 'add-entry', value })))
            setLast(images)
            setOpen(false)
          }}
        />
      )}
    </div>
  )
}
