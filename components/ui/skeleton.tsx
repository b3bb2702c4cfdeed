import type { ComponentProps } from 'react'
import { cn } from './cn'

/** Stands where something will be. Put one `role="status"` sentence beside a group of them. */
export function Skeleton({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      data-slot="skeleton"
      aria-hidden
      className={cn('h-3 animate-pulse rounded-xs bg-line', className)}
      {...props}
    />
  )
}
