'use client'

import { X } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { fieldClass } from '@/components/ui/input'
import { isTag } from '@/lib/oci/reference'

interface TagChipsProps {
  tags: readonly string[]
  onTagsChange: (tags: string[]) => void
}

/** Extra tags of the same index. Enter, comma or leaving the field adds one; Backspace in the empty field takes the last. */
export function TagChips({ tags, onTagsChange }: TagChipsProps) {
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const errorId = useId()
  const invalid = typed.trim() !== '' && !isTag(typed.trim())
  const commit = () => {
    const tag = typed.trim()
    if (tag === '' || invalid) return
    if (!tags.includes(tag)) onTagsChange([...tags, tag])
    setTyped('')
  }
  return (
    <div
      className={cn(fieldClass, 'flex min-h-7.5 flex-wrap items-center gap-1 px-1 py-0.5')}
      data-slot="tag-chips"
    >
      {tags.map((tag, place) => (
        <span key={tag} className="inline-flex h-6 items-center rounded-sm bg-sunk pl-1.5 font-mono text-xs">
          {tag}
          <button
            type="button"
            aria-label={`Remove tag ${tag}`}
            className="grid size-6 place-items-center rounded-sm text-ink-3 hover:text-ink"
            onClick={() => {
              onTagsChange(tags.filter((_, other) => other !== place))
              field.current?.focus()
            }}
          >
            <X className="size-3" aria-hidden />
          </button>
        </span>
      ))}
      <input
        ref={field}
        aria-label="Extra tags"
        aria-invalid={invalid || undefined}
        aria-describedby={invalid ? errorId : undefined}
        placeholder="extra tags"
        autoComplete="off"
        spellCheck={false}
        className="h-6 w-20 min-w-0 flex-1 rounded-xs bg-transparent px-1 font-mono text-xs placeholder:text-ink-3"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === ',') {
            event.preventDefault()
            commit()
          }
          if (event.key === 'Backspace' && typed === '' && tags.length > 0) onTagsChange(tags.slice(0, -1))
        }}
      />
      {invalid && (
        <span id={errorId} role="status" className="px-1 text-bad text-xs">
          Not a tag: letters, digits, and . _ - after the first.
        </span>
      )}
    </div>
  )
}
