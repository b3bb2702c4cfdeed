'use client'

import { cn } from './cn'
import { formatAge } from './format-age'
import { useNow } from './use-now'

/** How long ago, with the exact instant on hover. The server, which has no clock of the reader's, writes the date. */
export function RelativeTime({ value, className }: { value: string | null; className?: string }) {
  const now = useNow()
  if (value === null) {
    return (
      <span className={cn('text-ink-3', className)} title="Not known">
        –
      </span>
    )
  }
  return (
    <time
      data-slot="relative-time"
      dateTime={value}
      title={value}
      className={cn('whitespace-nowrap', className)}
    >
      {now === null ? value.slice(0, 10) : formatAge(Date.parse(value), now)}
    </time>
  )
}
