import type { ReactNode } from 'react'
import { SafeText } from './safe-text'

interface NameValueListProps {
  rows: readonly { name: string; value: ReactNode }[]
}

/** Names that somebody else gave, each with its value beside it, or below it where it is narrow. */
export function NameValueList({ rows }: NameValueListProps) {
  return (
    <dl className="border-t">
      {rows.map(({ name, value }, place) => (
        <div
          key={`${place.toString()} ${name}`}
          className="grid gap-x-4 border-b py-1.5 sm:grid-cols-[20rem_minmax(0,1fr)]"
        >
          <dt className="min-w-0 break-all font-mono text-ink-2 text-xs">
            <SafeText text={name} />
          </dt>
          <dd className="min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
