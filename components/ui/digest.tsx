'use client'

import { cn } from './cn'
import { copyText } from './copy-text'
import { shortDigest } from './short-digest'

interface DigestProps {
  value: string
  /** Hexadecimal figures shown at either end. */
  ends?: [number, number]
  tabIndex?: number
  className?: string
}

/** A digest, shortened in the middle. One click copies the whole; hovering shows it. */
export function Digest({ value, ends, tabIndex, className }: DigestProps) {
  return (
    <button
      type="button"
      data-slot="digest"
      title={`${value} (click to copy)`}
      aria-label={`Copy digest ${value}`}
      tabIndex={tabIndex}
      onClick={() => void copyText(value, 'Digest copied')}
      className={cn(
        'inline-flex min-h-6 items-center whitespace-nowrap rounded-xs font-mono text-ink-2 text-xs decoration-line-strong underline-offset-3 hover:text-ink hover:underline',
        className,
      )}
    >
      {shortDigest(value, ends)}
    </button>
  )
}
