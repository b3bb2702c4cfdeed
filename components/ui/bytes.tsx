import { cn } from './cn'
import { formatBytes } from './format-bytes'

/** A size in figures of one width; the exact count on hover. Null is an honest dash. */
export function Bytes({ value, className }: { value: number | null; className?: string }) {
  if (value === null) {
    return (
      <span className={cn('text-ink-3', className)} title="Not known">
        –
      </span>
    )
  }
  return (
    <data
      data-slot="bytes"
      value={value}
      title={`${value.toLocaleString('en')} bytes`}
      className={cn('whitespace-nowrap font-mono text-xs tabular-nums', className)}
    >
      {formatBytes(value)}
    </data>
  )
}
