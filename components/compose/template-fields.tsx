'use client'

import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { Textarea } from '@/components/ui/textarea'
import { COMMON_PLATFORMS, withPlatforms } from '@/lib/composition/template-platforms'
import type { Template, WrittenTemplate } from './use-template'
import { useTemplateSiblings } from './use-template-siblings'

interface TemplateFieldsProps {
  value: Template
  onWrite: (written: WrittenTemplate) => void
  /** Stands in the example. */
  registry: string
}

/** The name once, with its placeholders, and the platforms to fill in. */
export function TemplateFields({ value, onWrite, registry }: TemplateFieldsProps) {
  const { template, list, failure, faults } = value
  const setList = (next: string) => onWrite({ template, list: next })
  const ids = useId()
  return (
    <div className="mt-3 grid gap-3">
      <div className="grid gap-1">
        <Label htmlFor={`${ids}template`}>Template</Label>
        <Input
          id={`${ids}template`}
          className="font-mono text-xs"
          placeholder={`${registry}/repository-ARCH:tag`}
          value={template}
          aria-invalid={failure !== null}
          aria-describedby={`${ids}failure`}
          onChange={(event) => onWrite({ template: event.target.value, list })}
        />
        <p id={`${ids}failure`} role="status" className="text-bad text-xs empty:hidden">
          {failure}
        </p>
      </div>
      <div className="grid gap-1">
        <Label htmlFor={`${ids}platforms`}>Platforms</Label>
        <Textarea
          id={`${ids}platforms`}
          className="min-h-14"
          placeholder="linux/amd64 linux/arm64 linux/arm/v7"
          value={list}
          aria-invalid={faults.length > 0}
          aria-describedby={`${ids}faults`}
          onChange={(event) => setList(event.target.value)}
        />
        <ul id={`${ids}faults`} className="text-bad text-xs empty:hidden">
          {faults.map(({ text, message }) => (
            <li key={text + message}>{message}</li>
          ))}
        </ul>
        <Presets template={template} list={list} onListChange={setList} />
      </div>
    </div>
  )
}

function Presets(props: { template: string; list: string; onListChange: (list: string) => void }) {
  const { template, list, onListChange } = props
  const siblings = useTemplateSiblings(template)
  return (
    <div className="flex flex-wrap gap-1.5">
      <Button size="sm" onClick={() => onListChange(withPlatforms(list, COMMON_PLATFORMS))}>
        Add the common five
      </Button>
      {siblings.length > 0 && (
        <Button size="sm" title={siblings.join(', ')} onClick={() => onListChange(siblings.join(' '))}>
          Only the {siblings.length} the registry has
        </Button>
      )}
      {list.trim() !== '' && (
        <Button size="sm" variant="ghost" onClick={() => onListChange('')}>
          Clear
        </Button>
      )}
    </div>
  )
}
