'use client'

import { ToggleGroup as GroupPrimitive } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'

/** A few choices side by side. `type="single"` for one of them, `multiple` for any. */
export function ToggleGroup({ className, ...props }: ComponentProps<typeof GroupPrimitive.Root>) {
  return (
    <GroupPrimitive.Root
      data-slot="toggle-group"
      className={cn('inline-flex h-7.5 rounded-md border border-line-strong bg-panel p-0.5', className)}
      {...props}
    />
  )
}

export function ToggleGroupItem({ className, ...props }: ComponentProps<typeof GroupPrimitive.Item>) {
  return (
    <GroupPrimitive.Item
      data-slot="toggle-group-item"
      className={cn(
        'inline-flex min-w-6 items-center justify-center gap-1 rounded-xs px-2 font-medium text-ink-3 text-xs hover:text-ink focus-visible:outline-offset-0 data-[state=on]:bg-ink data-[state=on]:text-panel [&_svg:not([class*=size-])]:size-3.5',
        className,
      )}
      {...props}
    />
  )
}
