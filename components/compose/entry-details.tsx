'use client'

import { ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Label } from '@/components/ui/label'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import type { SpecEntry } from '@/lib/composition/spec'
import { AnnotationsEditor } from './annotations-editor'
import { CommitInput } from './commit-input'
import type { EntryFacts } from './entry-facts'

interface EntryDetailsProps {
  name: string
  entry: SpecEntry
  facts: EntryFacts | null
  onAnnotationsChange: (annotations: Record<string, string>) => void
  onArtifactTypeChange: (artifactType: string) => void
  onAttestationsChange: (attestations: 'strip' | null) => void
}

/** What an entry says beside its platform: annotations, artifactType, and what becomes of its attestations. */
export function EntryDetails(props: EntryDetailsProps) {
  const { name, entry, facts, onAnnotationsChange, onArtifactTypeChange, onAttestationsChange } = props
  const ids = useId()
  const [only] = facts?.images.length === 1 ? facts.images : []
  const effective = only?.annotations ?? {}
  const inherited = Object.fromEntries(
    Object.entries(effective).filter(([key]) => !Object.hasOwn(entry.annotations, key)),
  )
  const emptied = Object.entries(entry.annotations).filter(([, value]) => value === '')
  const count = Object.keys({ ...effective, ...entry.annotations }).length - emptied.length
  const strips = entry.attestations === 'strip'
  const hasAttestations = strips || (facts?.attestations ?? 0) > 0
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button
          size="sm"
          variant="ghost"
          className="font-normal"
          aria-label={`Annotations and type of ${name}. Change`}
        >
          {count > 0 ? `${count} annotation${count === 1 ? '' : 's'}` : 'annotations'}
          <ChevronDown aria-hidden />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={`Annotations and type of ${name}`} className="w-96">
        <h3 className="mb-1.5 font-medium text-xs">Annotations of this entry</h3>
        <AnnotationsEditor
          of={name}
          annotations={entry.annotations}
          inherited={{ ...Object.fromEntries(emptied), ...inherited }}
          onAnnotationsChange={onAnnotationsChange}
        />
        <div className="mt-3 grid gap-1">
          <Label htmlFor={`${ids}-type`}>artifactType</Label>
          <CommitInput
            id={`${ids}-type`}
            className="font-mono text-xs"
            placeholder={only?.artifactType ?? 'none'}
            value={entry.artifactType ?? ''}
            onCommit={onArtifactTypeChange}
          />
        </div>
        {hasAttestations && (
          <span className="mt-3 flex items-start gap-2">
            <Checkbox
              id={`${ids}-keep`}
              checked={!strips}
              onCheckedChange={(checked) => onAttestationsChange(checked === true ? null : 'strip')}
            />
            <label htmlFor={`${ids}-keep`}>
              Keep its attestations
              <span className="block text-ink-3 text-xs">
                Provenance and SBOM travel with their image; stripped, the index is smaller and nobody can
                check how it was built.
              </span>
            </label>
          </span>
        )}
      </PopoverContent>
    </Popover>
  )
}
