import { type ReactNode, useId } from 'react'

interface OverviewSectionProps {
  title: string
  /** Beside the title: a choice. */
  beside?: ReactNode
  children: ReactNode
}

export function OverviewSection({ title, beside, children }: OverviewSectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} data-slot="overview-section">
      <div className="mb-1.5 flex min-h-6 items-center justify-between gap-3">
        <h2 id={id} className="font-medium text-ink-2 text-xs">
          {title}
        </h2>
        {beside}
      </div>
      {children}
    </section>
  )
}
