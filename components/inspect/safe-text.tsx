import { type ReactNode, useMemo } from 'react'
import { visibleParts } from './visible-text'

/** Text that came with an image. It is only ever text, and what would hide in it is spelled out. */
export function SafeText({ text }: { text: string }): ReactNode {
  const parts = useMemo(() => visibleParts(text), [text])
  let offset = 0
  return parts.map((part) => {
    const key = offset
    offset += part.text.length
    if (!part.hidden) return part.text
    return (
      <span
        key={key}
        title={part.title}
        className="mx-px rounded-xs border border-warn bg-warn-bg px-0.5 font-mono text-2xs text-warn"
      >
        {part.text}
      </span>
    )
  })
}
