'use client'

import { Tabs as TabsPrimitive } from 'radix-ui'
import { type ComponentProps, useLayoutEffect, useRef } from 'react'
import { cn } from './cn'

export function Tabs({ className, ...props }: ComponentProps<typeof TabsPrimitive.Root>) {
  return <TabsPrimitive.Root data-slot="tabs" className={cn('min-w-0', className)} {...props} />
}

/** Scrolls sideways in its own box where the tabs do not fit. */
export function TabsList({ className, ...props }: ComponentProps<typeof TabsPrimitive.List>) {
  const list = useRef<HTMLDivElement>(null)
  // A link may open a tab that stands outside of the box.
  useLayoutEffect(() => {
    const active = list.current?.querySelector('[data-state="active"]')
    if (!list.current || !active) return
    const beyond = active.getBoundingClientRect().right - list.current.getBoundingClientRect().right
    if (beyond > 0) list.current.scrollLeft += beyond
  }, [])
  return (
    <TabsPrimitive.List
      ref={list}
      data-slot="tabs-list"
      className={cn('mb-3 flex gap-4 overflow-x-auto border-b [scrollbar-width:none]', className)}
      {...props}
    />
  )
}

export function TabsTrigger({ className, ...props }: ComponentProps<typeof TabsPrimitive.Trigger>) {
  return (
    <TabsPrimitive.Trigger
      data-slot="tabs-trigger"
      className={cn(
        'flex shrink-0 items-center gap-1.5 border-transparent border-b-2 py-1.5 font-medium text-ink-3 hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-ink data-[state=active]:text-ink',
        className,
      )}
      {...props}
    />
  )
}

export function TabsContent({ className, ...props }: ComponentProps<typeof TabsPrimitive.Content>) {
  return <TabsPrimitive.Content data-slot="tabs-content" className={cn('min-w-0', className)} {...props} />
}
