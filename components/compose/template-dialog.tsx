'use client'

import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogTitle } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { registriesQuery } from '@/lib/client/registries'
import type { SpecEntry } from '@/lib/composition/spec'
import { templateTarget } from '@/lib/composition/template'
import { TemplateFields } from './template-fields'
import { TemplatePreview } from './template-preview'
import { entriesOf, type TemplateFinding } from './template-state'
import { type Template, useTemplate, type WrittenTemplate } from './use-template'

/** What a template brought into the composition. */
export interface AddedImages {
  entries: SpecEntry[]
  /** Where the index could go, by the template's own name; null where that is not wanted. */
  target: string | null
  /** Left out because they are not there. */
  skipped: TemplateFinding[]
}

interface TemplateDialogProps {
  written: WrittenTemplate
  onWrite: (written: WrittenTemplate) => void
  /** The composition has no target yet, so one may be set. */
  targetless: boolean
  onAdd: (images: AddedImages) => void
  onClose: () => void
}

/** `from-args` of manifest-tool, with what it comes to shown before anything is added. */
export function TemplateDialog({ written, onWrite, ...props }: TemplateDialogProps) {
  const { targetless, onAdd, onClose } = props
  const value = useTemplate(written)
  const registry = useQuery(registriesQuery()).data?.items[0]?.name ?? 'registry'
  const { findings, looking, error, retry } = value
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-2xl" onInteractOutside={(event) => event.preventDefault()}>
        <DialogTitle>Add images by a template</DialogTitle>
        <DialogDescription>
          For images that are named alike: write the name once, with ARCH, OS or VARIANT in capitals where the
          names differ. An image that is not in the registry is left out, and you are told.
        </DialogDescription>
        <TemplateFields value={value} onWrite={onWrite} registry={registry} />
        <div className="mt-4">
          {error && <ErrorState error={error} onRetry={retry} className="mb-2" />}
          {findings.length > 0 && <TemplatePreview findings={findings} looking={looking} />}
        </div>
        <TemplateFooter value={value} targetless={targetless} onAdd={onAdd} onClose={onClose} />
      </DialogContent>
    </Dialog>
  )
}

interface TemplateFooterProps extends Pick<TemplateDialogProps, 'targetless' | 'onAdd' | 'onClose'> {
  value: Template
}

function TemplateFooter({ value, targetless, onAdd, onClose }: TemplateFooterProps) {
  const [wanted, setWanted] = useState(true)
  const ids = useId()
  const target = targetless ? templateTarget(value.template) : null
  const entries = entriesOf(value.findings)
  const blocker = blockerOf(value, entries.length)
  const add = () =>
    onAdd({
      entries,
      target: wanted ? target : null,
      skipped: value.findings.filter(({ state }) => state.kind === 'missing'),
    })
  return (
    <DialogFooter className="sticky -bottom-5 -mx-5 mt-4 -mb-5 items-center border-t bg-panel px-5 py-3">
      {target !== null && (
        <div className="mr-auto flex min-w-0 items-center gap-2">
          <Checkbox
            id={`${ids}target`}
            checked={wanted}
            onCheckedChange={(checked) => setWanted(checked === true)}
          />
          <label htmlFor={`${ids}target`} className="min-w-0">
            Push to <span className="break-all font-mono text-xs">{target}</span>
          </label>
        </div>
      )}
      <p id={`${ids}blocker`} role="status" className="min-w-0 text-ink-2 text-xs empty:hidden">
        {blocker}
      </p>
      <Button onClick={onClose}>Cancel</Button>
      <Button
        variant="primary"
        aria-disabled={blocker !== null || undefined}
        aria-describedby={`${ids}blocker`}
        onClick={() => blocker === null && add()}
      >
        {entries.length === 0
          ? 'Add images'
          : `Add ${entries.length} image${entries.length === 1 ? '' : 's'}`}
      </Button>
    </DialogFooter>
  )
}

/** Why nothing can be added now; null when something can. */
function blockerOf({ template, failure, faults, findings, looking, error }: Template, count: number) {
  if (template.trim() === '') return 'Write a template first.'
  if (failure !== null) return 'Mend the template first.'
  if (faults.length > 0) return 'Mend the platforms first.'
  if (findings.length === 0) return 'List a platform first.'
  if (looking) return 'Looking for the images…'
  if (error) return 'Nothing could be looked up: try again.'
  if (findings.some(({ state }) => state.kind === 'invalid'))
    return 'Mend or remove the platform that gives no reference.'
  return count === 0 ? 'None of these images is in the registry.' : null
}
