'use client'

import { ScrollArea as ScrollPrimitive } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'

export function ScrollArea({ className, children, ...props }: ComponentProps<typeof ScrollPrimitive.Root>) {
  return (
    <ScrollPrimitive.Root
      data-slot="scroll-area"
      className={cn('relative overflow-hidden', className)}
      {...props}
    >
      <ScrollPrimitive.Viewport className="size-full rounded-[inherit] focus-visible:-outline-offset-2">
        {children}
      </ScrollPrimitive.Viewport>
      <ScrollBar orientation="vertical" />
      <ScrollBar orientation="horizontal" />
      <ScrollPrimitive.Corner />
    </ScrollPrimitive.Root>
  )
}

function ScrollBar({ orientation }: { orientation: 'vertical' | 'horizontal' }) {
  return (
    <ScrollPrimitive.Scrollbar
      orientation={orientation}
      className={cn('flex touch-none select-none p-px', orientation === 'vertical' ? 'w-2' : 'h-2 flex-col')}
    >
      <ScrollPrimitive.Thumb className="relative flex-1 rounded-full bg-line-strong" />
    </ScrollPrimitive.Scrollbar>
  )
}
