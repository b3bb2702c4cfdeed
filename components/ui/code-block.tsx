import type { ComponentProps } from 'react'
import { cn } from './cn'

/** Text a machine reads, scrolling in its own region. */
export function CodeBlock({ className, label, ...props }: ComponentProps<'section'> & { label: string }) {
  return (
    <section
      data-slot="code-block"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      className={cn(
        'overflow-auto whitespace-pre rounded-lg border bg-sunk px-3 py-2.5 font-mono text-xs leading-relaxed',
        className,
      )}
      {...props}
    />
  )
}
