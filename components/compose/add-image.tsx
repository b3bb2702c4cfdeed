'use client'

import { useState } from 'react'
import { Combobox, type ComboboxOption } from './combobox'
import { ImageHitRow } from './image-hit-row'
import { pastedReferences } from './image-search'
import { useImageSearch } from './use-image-search'

interface AddImageProps {
  onAdd: (references: string[]) => void
  disabled: boolean
}

/** Search, pick, and go on: after each image the field is empty and ready for the next. */
export function AddImage({ onAdd, disabled }: AddImageProps) {
  const [text, setText] = useState('')
  const { hits, status } = useImageSearch(text)
  const add = (...references: string[]) => {
    onAdd(references)
    setText('')
  }
  const options = hits.map(
    (hit): ComboboxOption => ({
      id: `${hit.kind} ${hit.reference}`,
      content: <ImageHitRow hit={hit} typed="add as typed" />,
      keepOpen: hit.kind === 'repository',
      onPick: () => (hit.kind === 'repository' ? setText(`${hit.reference}:`) : add(hit.reference)),
    }),
  )
  return (
    <fieldset disabled={disabled} className="min-w-0">
      <Combobox
        inputClassName="h-9 rounded-lg border-dashed px-3"
        label="Add an image"
        placeholder="Add an image: search or paste"
        value={text}
        onValueChange={setText}
        options={options}
        status={status}
        autoSelect
        onPaste={(event) => {
          const references = pastedReferences(event.clipboardData.getData('text'))
          if (references.length === 0) return
          event.preventDefault()
          add(...references)
        }}
      />
    </fieldset>
  )
}
