import { cn } from './cn'

export type GlyphKind = 'error' | 'warning' | 'info' | 'ok' | 'missing' | 'unreadable'

const GLYPHS: Record<GlyphKind, { path: string; filled: boolean; className: string; label: string }> = {
  error: { path: 'M6 1 11.4 10.6H.6Z', filled: true, className: 'text-bad', label: 'Error' },
  warning: { path: 'M6 .9 11.1 6 6 11.1.9 6Z', filled: false, className: 'text-warn', label: 'Warning' },
  info: {
    path: 'M6 1.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6ZM6 5.4v3M6 3.4v.4',
    filled: false,
    className: 'text-ink-3',
    label: 'Information',
  },
  ok: { path: 'M1.5 6.5 4.6 9.6 10.5 2.6', filled: false, className: 'text-ok', label: 'All well' },
  missing: { path: 'M2 2l8 8M10 2l-8 8', filled: false, className: 'text-bad', label: 'Missing' },
  unreadable: {
    path: 'M1 7.5 7.5 1M1 11 11 1M4.5 11 11 4.5',
    filled: false,
    className: 'text-warn',
    label: 'Could not be read',
  },
}

/** Trouble has a shape as well as a colour. Pass `label={null}` where the words stand beside it. */
export function StatusGlyph({
  kind,
  label,
  className,
}: {
  kind: GlyphKind
  label?: string | null
  className?: string
}) {
  const glyph = GLYPHS[kind]
  const name = label === undefined ? glyph.label : label
  return (
    <svg
      data-slot="status-glyph"
      data-kind={kind}
      viewBox="0 0 12 12"
      className={cn('inline-block size-3 shrink-0', glyph.className, className)}
      fill={glyph.filled ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={glyph.filled ? 0 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      role={name === null ? undefined : 'img'}
      aria-label={name ?? undefined}
      aria-hidden={name === null}
    >
      <path d={glyph.path} />
    </svg>
  )
}
