import { formatBytes } from '@/components/ui/format-bytes'
import type { ComparedLayers } from '@/lib/contract/compare'
import { SideLetter } from './side-letter'

/** What both share and what is each one's own, to scale, and in a sentence. */
export function LayerBars({ layers: { base, items, size } }: { layers: ComparedLayers }) {
  if (items.length === 0) return null
  const [sumA, sumB] = [size.both + size.onlyA, size.both + size.onlyB]
  const most = Math.max(sumA, sumB, 1)
  return (
    <div className="grid max-w-3xl gap-1 py-1.5">
      <Bar side="a" shared={size.both / most} own={size.onlyA / most} bytes={sumA} />
      <Bar side="b" shared={size.both / most} own={size.onlyB / most} bytes={sumB} />
      <p className="text-ink-2 text-xs">
        {baseInWords(base, size.base)} {formatBytes(size.both)} on both sides, {formatBytes(size.onlyA)} only
        in A, {formatBytes(size.onlyB)} only in B.
        {size.onlyB > 0 && ` Who has A fetches ${formatBytes(size.onlyB)} to get B.`}
      </p>
    </div>
  )
}

function Bar({ side, shared, own, bytes }: { side: 'a' | 'b'; shared: number; own: number; bytes: number }) {
  return (
    <div aria-hidden className="flex items-center gap-2">
      <SideLetter side={side} />
      <span className="flex h-3.5 min-w-0 flex-1">
        {shared > 0 && <span className="border border-field bg-ink-3" style={{ width: percent(shared) }} />}
        {own > 0 && <span className="border border-field hatch-plain" style={{ width: percent(own) }} />}
      </span>
      <span className="w-18 text-right font-mono text-ink-2 text-xs tabular-nums">{formatBytes(bytes)}</span>
    </div>
  )
}

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`

function baseInWords(base: number, bytes: number): string {
  if (base === 0) return 'No base in common.'
  return `The lowest ${base === 1 ? 'layer is' : `${base} layers are`} a base in common (${formatBytes(bytes)}).`
}
