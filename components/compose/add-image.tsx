'use client'

import { type ReactNode, useState } from 'react'
import { PlatformChip } from '@/components/platform/platform-chip'
import { Combobox, type ComboboxOption } from './combobox'
import { pastedReferences } from './image-search'
import { type ImageHit, useImageSearch } from './use-image-search'

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
      content: <HitRow hit={hit} />,
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

function HitRow({ hit }: { hit: ImageHit }): ReactNode {
  const name = <span className="min-w-0 flex-1 truncate font-mono text-xs">{hit.reference}</span>
  switch (hit.kind) {
    case 'typed':
      return (
        <>
          {name}
          <span className="text-ink-3 text-xs">add as typed</span>
        </>
      )
    case 'repository':
      return (
        <>
          {name}
          <span className="text-ink-3 text-xs">its tags…</span>
        </>
      )
    case 'tag':
      return (
        <span className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-2 gap-y-1">
          <span className="min-w-0 break-all font-mono text-xs">{hit.reference}</span>
          <span className="flex flex-wrap gap-1">
            {hit.row.platforms.map(({ platform, digest, status }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an index may name the same child twice; its place tells them apart
              <PlatformChip key={`${digest} ${place}`} platform={platform} status={status} />
            ))}
            {hit.row.problem && <span className="text-bad text-xs">{hit.row.problem}</span>}
          </span>
        </span>
      )
  }
}
