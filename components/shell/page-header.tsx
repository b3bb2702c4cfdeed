import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

interface PageHeaderProps {
  /** Words, or a `ReferenceTitle`. */
  title: ReactNode
  /** Beside the title: a digest, a field. */
  beside?: ReactNode
  /** How fresh the page is, in words. */
  freshness?: ReactNode
  actions?: ReactNode
  className?: string
}

/** The head of every page: what it is, how fresh it is, what can be done. */
export function PageHeader({ title, beside, freshness, actions, className }: PageHeaderProps) {
  return (
    <header
      data-slot="page-header"
      className={cn('mb-4 flex min-h-7.5 flex-wrap items-center gap-x-4 gap-y-2', className)}
    >
      <h1 className="min-w-0 break-words font-medium font-mono text-lg tracking-tight">{title}</h1>
      {beside}
      {(freshness || actions) && (
        <div className="flex flex-auto flex-wrap items-center gap-2 md:justify-end">
          {freshness && <div className="mr-1 w-full text-ink-3 text-xs md:w-auto">{freshness}</div>}
          {actions}
        </div>
      )}
    </header>
  )
}
