import { cn } from '@/components/ui/cn'
import { formatBytes } from '@/components/ui/format-bytes'
import { differenceInWords } from './change-words'

/** Bytes of B less those of A; an honest dash where one of them is not known. */
export function SizeDifference({
  a,
  b,
  className,
}: {
  a: number | null
  b: number | null
  className?: string
}) {
  if (a === null || b === null)
    return (
      <span className={cn('text-ink-3', className)} title="Not known">
        –
      </span>
    )
  return (
    <data
      value={b - a}
      title={`${(b - a).toLocaleString('en')} bytes`}
      className={cn('whitespace-nowrap font-mono text-xs tabular-nums', a === b && 'text-ink-3', className)}
    >
      {differenceInWords(b - a, formatBytes)}
    </data>
  )
}
