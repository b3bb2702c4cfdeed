'use client'

import { type ComponentProps, useState } from 'react'
import { Input } from '@/components/ui/input'

interface CommitInputProps extends Omit<ComponentProps<typeof Input>, 'value' | 'onChange' | 'onBlur'> {
  value: string
  /** Called with the whole text, once, when the person is done with it. */
  onCommit: (value: string) => void
}

/** A field whose text counts on Enter or on leaving it; Escape takes it back. */
export function CommitInput({ value, onCommit, onKeyDown, ...props }: CommitInputProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const commit = () => {
    if (draft !== null && draft.trim() !== value) onCommit(draft.trim())
    setDraft(null)
  }
  return (
    <Input
      value={draft ?? value}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        onKeyDown?.(event)
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
          event.preventDefault()
          commit()
        }
        if (event.key === 'Escape' && draft !== null) {
          event.stopPropagation()
          setDraft(null)
        }
      }}
      {...props}
    />
  )
}
