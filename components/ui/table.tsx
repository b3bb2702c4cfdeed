import type { ComponentProps } from 'react'
import { cn } from './cn'

/** Scrolls sideways in its own region, so that the page never does. */
export function TableRegion({ className, label, ...props }: ComponentProps<'section'> & { label: string }) {
  return (
    <section
      data-slot="table-region"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      className={cn('overflow-x-auto', className)}
      {...props}
    />
  )
}

export function Table({ className, ...props }: ComponentProps<'table'>) {
  return <table data-slot="table" className={cn('w-full border-collapse text-left', className)} {...props} />
}

export function TableHead({ className, ...props }: ComponentProps<'th'>) {
  return (
    <th
      data-slot="table-head"
      scope="col"
      className={cn(
        'h-8 border-b px-2.5 text-left font-medium text-2xs text-ink-3 first:pl-0 last:pr-0 data-[numeric=true]:text-right',
        className,
      )}
      {...props}
    />
  )
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return <tr data-slot="table-row" className={cn('border-b', className)} {...props} />
}

/** `data-numeric` aligns right, in figures of one width. */
export function TableCell({ className, ...props }: ComponentProps<'td'>) {
  return (
    <td
      data-slot="table-cell"
      className={cn(
        'h-8.5 px-2.5 py-1 align-middle first:pl-0 last:pr-0 data-[numeric=true]:text-right data-[numeric=true]:tabular-nums',
        className,
      )}
      {...props}
    />
  )
}
