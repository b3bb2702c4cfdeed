import { cn } from '@/components/ui/cn'
import type { CellState } from './cell-state'
import { CELL_LOOKS, CELL_WORDS, CellMark } from './matrix-cell'

const SHOWN: readonly CellState[] = ['present', 'missing', 'unreadable', 'lost', 'required', 'absent']

export function CoverageLegend() {
  return (
    <ul aria-label="What the cells mean" className="flex flex-wrap gap-x-4 gap-y-1 text-ink-2 text-xs">
      {SHOWN.map((state) => (
        <li key={state} className="flex items-center gap-1.5">
          <span
            aria-hidden
            className={cn(
              'grid h-3.5 min-w-6 place-items-center rounded-xs px-0.5',
              state === 'present' ? 'bg-ink-3' : CELL_LOOKS[state],
            )}
          >
            <CellMark state={state} />
          </span>
          {CELL_WORDS[state]}
        </li>
      ))}
    </ul>
  )
}
