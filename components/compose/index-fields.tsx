'use client'

import { ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Label } from '@/components/ui/label'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import type { CompositionSpec } from '@/lib/composition/spec'
import type { SpecEdit } from '@/lib/composition/spec-after'
import { AnnotationsEditor } from './annotations-editor'
import { CommitInput } from './commit-input'

interface IndexFieldsProps {
  spec: CompositionSpec
  onEdit: (edit: SpecEdit) => void
}

/** What the index itself says: annotations, artifactType, subject, and its media type where the format leaves a choice. */
export function IndexFields({ spec, onEdit }: IndexFieldsProps) {
  const ids = useId()
  const { annotations, artifactType, subject, format, mediaType } = spec
  const count = Object.keys(annotations).length + (artifactType ? 1 : 0) + (subject ? 1 : 0)
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button aria-label={`Annotations and more of the index${count > 0 ? `: ${count} set` : ''}. Change`}>
          <span className="font-normal text-ink-2 text-xs">
            annotations{count > 0 && <span className="font-mono"> {count}</span>}
          </span>
          <ChevronDown className="text-ink-3" aria-hidden />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Annotations and more of the index" className="w-96">
        <h3 className="mb-1.5 font-medium text-xs">Annotations of the index</h3>
        <AnnotationsEditor
          of="the index"
          annotations={annotations}
          onAnnotationsChange={(changed) => onEdit({ kind: 'set-annotations', annotations: changed })}
        />
        <div className="mt-3 grid gap-2">
          <div className="grid gap-1">
            <Label htmlFor={`${ids}-type`}>artifactType</Label>
            <CommitInput
              id={`${ids}-type`}
              className="font-mono text-xs"
              placeholder="none"
              value={artifactType ?? ''}
              onCommit={(text) => onEdit({ kind: 'set-artifact-type', artifactType: text || null })}
            />
          </div>
          <div className="grid gap-1">
            <Label htmlFor={`${ids}-subject`}>subject</Label>
            <CommitInput
              id={`${ids}-subject`}
              aria-describedby={`${ids}-subject-help`}
              className="font-mono text-xs"
              placeholder="none"
              value={subject ?? ''}
              onCommit={(text) => onEdit({ kind: 'set-subject', subject: text || null })}
            />
            <p id={`${ids}-subject-help`} className="text-ink-3 text-xs">
              The manifest this index is about: a reference, or a digest in the target's repository.
            </p>
          </div>
          {(format === 'buildx' || format === 'crane') && (
            <div className="grid justify-items-start gap-1">
              <span className="font-medium text-ink-2 text-xs">Media type</span>
              <Choice
                label="Media type"
                value={mediaType ?? 'auto'}
                options={MEDIA_TYPES}
                onChoose={(chosen) =>
                  onEdit({ kind: 'set-media-type', mediaType: chosen === 'auto' ? null : chosen })
                }
              />
            </div>
          )}
        </div>
        <p className="mt-3 text-ink-3 text-xs">
          A Docker manifest list has room for none of these: with one of them the index becomes an OCI image
          index.
        </p>
      </PopoverContent>
    </Popover>
  )
}

const MEDIA_TYPES = [
  { value: 'auto', name: 'auto' },
  { value: 'oci', name: 'OCI index' },
  { value: 'docker', name: 'Docker list' },
]
