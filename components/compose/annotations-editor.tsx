'use client'

import { X } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { CommitInput } from './commit-input'

/** The keys image-spec predefines (annotations.md), as far as they say something of an index. */
const KNOWN_KEYS = [
  'title',
  'description',
  'version',
  'revision',
  'created',
  'authors',
  'vendor',
  'licenses',
  'url',
  'source',
  'documentation',
  'base.name',
  'base.digest',
].map((key) => `org.opencontainers.image.${key}`)

interface AnnotationsEditorProps {
  /** What these are the annotations of, for the names of the fields. */
  of: string
  annotations: Readonly<Record<string, string>>
  /** Those of the source index that the spec says nothing about: they stay as they are unless changed here. */
  inherited?: Readonly<Record<string, string>>
  onAnnotationsChange: (annotations: Record<string, string>) => void
}

/** Key and value, row by row. Taking away an inherited one empties it, which leaves it out. */
export function AnnotationsEditor(props: AnnotationsEditorProps) {
  const { of, annotations, inherited = {}, onAnnotationsChange } = props
  const shown = Object.entries({ ...inherited, ...annotations }).filter(
    ([key, value]) => value !== '' || !Object.hasOwn(inherited, key),
  )
  const set = (key: string, value: string) => onAnnotationsChange({ ...annotations, [key]: value })
  const remove = (key: string) => {
    const { [key]: _, ...others } = annotations
    onAnnotationsChange(Object.hasOwn(inherited, key) ? { ...others, [key]: '' } : others)
  }
  return (
    <div className="grid gap-1.5">
      {shown.length === 0 && <p className="text-ink-3 text-xs">No annotations.</p>}
      {shown.map(([key, value]) => (
        <div key={key} className="grid gap-0.5">
          <span className="flex min-w-0 items-center justify-between gap-2">
            <span className="min-w-0 break-all font-mono text-xs">{key}</span>
            <span className="flex shrink-0 items-center">
              {!Object.hasOwn(annotations, key) && (
                <span className="text-ink-3 text-xs">from the source</span>
              )}
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Remove annotation ${key} of ${of}`}
                onClick={() => remove(key)}
              >
                <X aria-hidden />
              </Button>
            </span>
          </span>
          <CommitInput
            aria-label={`${key} of ${of}`}
            className="font-mono text-xs"
            value={value}
            onCommit={(text) => set(key, text)}
          />
        </div>
      ))}
      <AddAnnotation of={of} taken={shown.map(([key]) => key)} onAdd={set} />
    </div>
  )
}

function AddAnnotation(props: { of: string; taken: string[]; onAdd: (key: string, value: string) => void }) {
  const { of, taken, onAdd } = props
  const [key, setKey] = useState('')
  const [value, setValue] = useState('')
  const keyField = useRef<HTMLInputElement>(null)
  const ids = useId()
  const name = key.trim()
  const ready = name !== '' && value !== '' && !taken.includes(name)
  const add = () => {
    if (!ready) return
    onAdd(name, value)
    setKey('')
    setValue('')
    keyField.current?.focus()
  }
  return (
    <form
      className="mt-1 grid grid-cols-[1fr_auto] gap-1.5 border-t pt-2"
      onSubmit={(event) => {
        event.preventDefault()
        event.stopPropagation()
        add()
      }}
    >
      <Input
        ref={keyField}
        aria-label={`New annotation of ${of}: key`}
        aria-invalid={taken.includes(name) || undefined}
        placeholder="key"
        list={`${ids}-keys`}
        className="col-span-2 font-mono text-xs"
        value={key}
        onChange={(event) => setKey(event.target.value)}
      />
      <datalist id={`${ids}-keys`}>
        {KNOWN_KEYS.map((known) => (
          <option key={known} value={known} />
        ))}
      </datalist>
      <Input
        aria-label={`New annotation of ${of}: value`}
        placeholder="value"
        className="font-mono text-xs"
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
      <Button type="submit" aria-disabled={!ready || undefined} className="h-7.5">
        Add
      </Button>
    </form>
  )
}
