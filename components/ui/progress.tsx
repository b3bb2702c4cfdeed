'use client'

import { Progress as ProgressPrimitive } from 'radix-ui'
import { cn } from './cn'

interface ProgressProps {
  /** Null: something is going on, nobody knows for how long. */
  value: number | null
  max?: number
  label: string
  className?: string
}

export function Progress({ value, max = 100, label, className }: ProgressProps) {
  const whole = Math.max(max, 1)
  return (
    <ProgressPrimitive.Root
      data-slot="progress"
      value={value === null ? null : Math.min(value, whole)}
      max={whole}
      aria-label={label}
      className={cn('h-1 w-full overflow-hidden rounded-full bg-line', className)}
    >
      <ProgressPrimitive.Indicator
        className={cn(
          'h-full bg-ink',
          value === null ? 'w-2/5 animate-indeterminate' : 'w-full origin-left transition-transform',
        )}
        style={value === null ? undefined : { transform: `scaleX(${Math.min(value, whole) / whole})` }}
      />
    </ProgressPrimitive.Root>
  )
}
