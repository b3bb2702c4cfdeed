import { LoaderCircle } from 'lucide-react'
import { cn } from './cn'

/** `label` is what a screen reader hears; leave it out where the words stand beside it. */
export function Spinner({ label, className }: { label?: string; className?: string }) {
  const icon = <LoaderCircle className={cn('size-3.5 animate-spin text-ink-3', className)} aria-hidden />
  if (label === undefined) return icon
  return (
    <span role="status" data-slot="spinner">
      {icon}
      <span className="sr-only">{label}</span>
    </span>
  )
}
