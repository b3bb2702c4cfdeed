import type { ComponentProps } from 'react'
import { cn } from './cn'

export function Kbd({ className, ...props }: ComponentProps<'kbd'>) {
  return (
    <kbd
      data-slot="kbd"
      className={cn('rounded-xs border border-line-strong px-1 font-mono text-2xs text-ink-3', className)}
      {...props}
    />
  )
}
