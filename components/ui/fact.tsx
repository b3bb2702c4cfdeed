import type { ReactNode } from 'react'

/** One thing to know, small below its name. A term and its description: inside of a `dl`. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-2xs text-ink-3">{name}</dt>
      <dd className="min-h-6 min-w-0">{children}</dd>
    </div>
  )
}
