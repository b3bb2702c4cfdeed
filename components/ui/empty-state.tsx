import type { ReactNode } from 'react'
import { cn } from './cn'

interface EmptyStateProps {
  title: string
  /** What to do next. */
  children?: ReactNode
  actions?: ReactNode
  className?: string
}

export function EmptyState({ title, children, actions, className }: EmptyStateProps) {
  return (
    <div
      data-slot="empty-state"
      className={cn('max-w-prose rounded-lg border border-line-strong border-dashed p-5', className)}
    >
      <p className="font-medium">{title}</p>
      {children && <div className="mt-1 text-ink-2">{children}</div>}
      {actions && <div className="mt-3 flex flex-wrap gap-2">{actions}</div>}
    </div>
  )
}
