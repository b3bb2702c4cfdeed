import { cn } from '@/components/ui/cn'
import type { BandEnd, SharedBand } from './layer-stack'

export interface ColumnSizes {
  /** Pixels. */
  width: number
  gap: number
  heading: number
}

interface SharedBandsProps {
  bands: readonly SharedBand[]
  sizes: ColumnSizes
  /** Of the whole drawing, in pixels. */
  width: number
  height: number
  /** The layer that is looked at. */
  highlighted: string | null
}

/** The same layer drawn across the stacks that have it: a band from block to block, behind all of them. */
export function SharedBands({ bands, sizes, width, height, highlighted }: SharedBandsProps) {
  const drawn = [...bands].sort((a, b) => Number(a.digest === highlighted) - Number(b.digest === highlighted))
  return (
    <svg
      aria-hidden
      width={width}
      height={height}
      className="pointer-events-none absolute top-0 left-0 overflow-visible"
    >
      {drawn.map((band) => (
        <path
          key={`${band.digest} ${band.from.column}`}
          d={outline(band, sizes)}
          className={cn(
            band.digest === highlighted ? 'fill-line-strong stroke-ink' : 'fill-sunk stroke-line-strong',
          )}
        />
      ))}
    </svg>
  )
}

/** Bends in the gaps alone, so that it is straight behind the stacks it passes. */
function outline({ from, to }: SharedBand, { width, gap, heading }: ColumnSizes): string {
  const start = from.column * (width + gap) + width
  const end = to.column * (width + gap)
  const turn = end - gap
  const [a, b] = [edges(from, heading), edges(to, heading)]
  const middle = turn + gap / 2
  return [
    `M${start} ${a.upper}`,
    `H${turn}C${middle} ${a.upper} ${middle} ${b.upper} ${end} ${b.upper}`,
    `V${b.lower}`,
    `C${middle} ${b.lower} ${middle} ${a.lower} ${turn} ${a.lower}`,
    `H${start}Z`,
  ].join('')
}

const edges = ({ top, height }: BandEnd, heading: number) => ({
  upper: heading + top + 0.5,
  lower: heading + top + height - 0.5,
})
