import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { ChangeMark } from './change-mark'
import type { ShownChange } from './change-words'
import { SideLetter } from './side-letter'

interface TwoValuesProps {
  change: ShownChange
  name: ReactNode
  /** Null: not there. What is the same stands once. */
  a: ReactNode | null
  b: ReactNode | null
}

/** A name and its value on both sides: three columns, or on narrow screens one below the other. */
export function TwoValues({ change, name, a, b }: TwoValuesProps) {
  return (
    <div className="grid gap-x-4 gap-y-0.5 md:grid-cols-[13rem_minmax(0,1fr)_minmax(0,1fr)]">
      <p className="flex min-w-0 items-baseline gap-1.5 text-ink-2">
        <ChangeMark change={change} />
        <span className="min-w-0 break-words">{name}</span>
      </p>
      {change === 'same' ? (
        <div className="min-w-0 max-md:pl-4.5 md:col-span-2">{a}</div>
      ) : (
        <>
          <Value side="a" value={a} />
          <Value side="b" value={b} />
        </>
      )}
    </div>
  )
}

function Value({ side, value }: { side: 'a' | 'b'; value: ReactNode | null }) {
  return (
    <div className="flex min-w-0 items-baseline gap-1.5 max-md:pl-4.5">
      <SideLetter side={side} className="size-4" />
      <div className={cn('min-w-0 flex-1', value === null && 'text-ink-3')}>{value ?? 'not set'}</div>
    </div>
  )
}
