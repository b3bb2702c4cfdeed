import { cn } from '@/components/ui/cn'
import type { Side } from './use-comparison'

/** Which side something is of. */
export function SideLetter({ side, className }: { side: Side; className?: string }) {
  return (
    <span
      className={cn(
        'inline-grid size-5 shrink-0 place-items-center rounded-sm border border-line-strong font-mono font-semibold text-2xs text-ink-2',
        className,
      )}
    >
      <span className="sr-only">Side </span>
      {side.toUpperCase()}
    </span>
  )
}
