'use client'

import { useState } from 'react'
import { Combobox, type ComboboxOption } from '@/components/compose/combobox'
import { ImageHitRow } from '@/components/compose/image-hit-row'
import { wholeReference } from '@/components/compose/image-search'
import { useImageSearch } from '@/components/compose/use-image-search'
import { repositoryPrefix } from './repository-prefix'

interface ReferencePickerProps {
  label: string
  /** The reference that is chosen; empty for none. Give a `key` of it, so that another one fills the field anew. */
  value: string
  onPick: (reference: string) => void
  placeholder?: string
}

/** Any image: searched for as the composer does, or typed. In a filled field the other tags are offered first. */
export function ReferencePicker({ label, value, onPick, placeholder }: ReferencePickerProps) {
  const [text, setText] = useState(value)
  const [focused, setFocused] = useState(false)
  const { hits, status } = useImageSearch(text === value ? repositoryPrefix(value) : text, focused)
  const pick = (reference: string) => {
    setText(reference)
    onPick(reference)
  }
  const options = hits.map(
    (hit): ComboboxOption => ({
      id: `${hit.kind} ${hit.reference}`,
      content: <ImageHitRow hit={hit} typed="as typed" />,
      keepOpen: hit.kind === 'repository',
      onPick: () => (hit.kind === 'repository' ? setText(`${hit.reference}:`) : pick(hit.reference)),
    }),
  )
  return (
    <Combobox
      label={label}
      placeholder={placeholder ?? 'Search, or paste registry/repository:tag'}
      value={text}
      onValueChange={(next) => setText(next.trim())}
      options={focused ? options : []}
      status={focused ? status : undefined}
      autoSelect={text !== value}
      onFocusChange={setFocused}
      onSubmit={() => {
        const whole = wholeReference(text)
        if (whole !== null) pick(whole)
      }}
    />
  )
}
