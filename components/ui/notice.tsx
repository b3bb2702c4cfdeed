import type { ReactNode } from 'react'
import { cn } from './cn'
import { type GlyphKind, StatusGlyph } from './status-glyph'

const TONES = {
  error: 'bg-bad-bg',
  warning: 'bg-warn-bg',
  info: 'bg-sunk',
  ok: 'bg-ok-bg',
} as const satisfies Partial<Record<GlyphKind, string>>

interface NoticeProps {
  kind: keyof typeof TONES
  /** The first words, bold; the sentence follows in `children`. */
  title?: ReactNode
  children?: ReactNode
  actions?: ReactNode
  className?: string
}

/** A sentence about the part of the page it stands in: what happened, and what to do. */
export function Notice({ kind, title, children, actions, className }: NoticeProps) {
  return (
    <div
      data-slot="notice"
      data-kind={kind}
      role={kind === 'error' ? 'alert' : undefined}
      className={cn(
        'flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg px-3 py-2 sm:flex-nowrap',
        TONES[kind],
        className,
      )}
    >
      <StatusGlyph kind={kind} className="mt-1" />
      <div className="min-w-0 flex-1 break-words">
        {title && <b className="mr-1 font-semibold">{title}</b>}
        {children}
      </div>
      {actions && <div className="flex shrink-0 flex-wrap gap-2">{actions}</div>}
    </div>
  )
}
