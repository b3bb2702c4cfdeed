import { cn } from '@/components/ui/cn'
import { CHANGE_WORDS, type ShownChange } from './change-words'

const LOOKS: Record<ShownChange, { sign: string; className: string }> = {
  added: { sign: '+', className: 'text-ok' },
  removed: { sign: '−', className: 'text-bad' },
  changed: { sign: '~', className: 'text-warn' },
  moved: { sign: '↕', className: 'text-ink-2' },
  same: { sign: '=', className: 'text-ink-3' },
}

/** What became of something: a sign for the eye, words for whoever hears it. */
export function ChangeMark({ change, className }: { change: ShownChange; className?: string }) {
  const { sign, className: tone } = LOOKS[change]
  return (
    <span
      title={CHANGE_WORDS[change]}
      className={cn('inline-block w-3 shrink-0 text-center font-mono font-semibold', tone, className)}
    >
      <span aria-hidden>{sign}</span>
      <span className="sr-only">{CHANGE_WORDS[change]}: </span>
    </span>
  )
}
