'use client'

import { type ComponentProps, useEffect, useRef, useState } from 'react'
import { Input } from '@/components/ui/input'

interface CommitInputProps extends Omit<ComponentProps<typeof Input>, 'value' | 'onChange' | 'onBlur'> {
  value: string
  /** Called with the whole text, once, when the person is done with it. */
  onCommit: (value: string) => void
  /** What does not fit is cut at its beginning: for texts whose end tells them apart. */
  showsEnd?: boolean
}

/** A field whose text counts on Enter or on leaving it; Escape takes it back. */
export function CommitInput({ value, onCommit, onKeyDown, showsEnd = false, ...props }: CommitInputProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has another end
  useEffect(() => {
    if (showsEnd && draft === null && field.current) field.current.scrollLeft = field.current.scrollWidth
  }, [showsEnd, draft, value])
  const commit = () => {
    if (draft !== null && draft.trim() !== value) onCommit(draft.trim())
    setDraft(null)
  }
  return (
    <Input
      ref={field}
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
