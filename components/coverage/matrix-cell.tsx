import { StatusGlyph } from '@/components/ui/status-glyph'
import type { CellState } from './cell-state'

/** Every state has a shape of its own; colour only repeats it. Whole literals, as Tailwind wants them. */
export const CELL_LOOKS: Record<CellState, string> = {
  present: 'arch-solid opacity-85',
  missing: 'border-2 border-bad bg-bad-bg',
  unreadable: 'border border-warn border-dashed hatch-warn',
  lost: 'border-2 border-bad',
  required: 'border-2 border-bad border-dotted',
  unknown: 'border border-dashed border-line-strong hatch-plain',
  absent: 'border border-line',
}

export const CELL_WORDS: Record<CellState, string> = {
  present: 'present',
  missing: 'missing from the registry',
  unreadable: 'could not be read',
  lost: 'lost: it was there before',
  required: 'required and not there',
  unknown: 'not known: the tag could not be read',
  absent: 'not offered',
}

/** What stands inside the box, for those who see neither hue nor border. */
export function CellMark({ state }: { state: CellState }) {
  if (state === 'missing') return <StatusGlyph kind="missing" label={null} className="size-2.5" />
  if (state === 'unreadable') return <StatusGlyph kind="unreadable" label={null} className="size-2.5" />
  if (state === 'required') return <StatusGlyph kind="error" label={null} className="size-2.5" />
  if (state === 'lost') return <span className="font-medium text-2xs text-bad leading-none">lost</span>
  return null
}
