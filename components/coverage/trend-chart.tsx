import { platformHue } from '@/components/platform/platform-hue'
import { platformOf } from './matrix-layout'
import { type TrendPoint, trendFloor, trendPath, trendPlace, trendShares } from './trend-lines'

const BOX = { width: 320, height: 132 }
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })

interface TrendChartProps {
  /** At least two points, oldest first. */
  trend: readonly TrendPoint[]
  platform: string | null
}

/** The picture; its figures stand in the table below it. */
export function TrendChart({ trend, platform }: TrendChartProps) {
  const complete = trendShares(trend, null)
  const chosen = platform === null ? [] : trendShares(trend, platform)
  const [first] = complete
  const last = complete.at(-1)
  if (!first || !last) return null
  const box = { ...BOX, floor: trendFloor([...complete, ...chosen]) }
  const end = trendPlace(last, first.at, last.at, box)
  const middle = (100 + box.floor) / 2
  return (
    <figure
      className="text-2xs text-ink-3"
      style={platformHue((platform !== null && platformOf(platform)) || { architecture: '' })}
    >
      <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-2">
        <svg
          viewBox={`0 0 ${BOX.width} ${BOX.height}`}
          preserveAspectRatio="none"
          className="h-33 w-full overflow-visible"
          aria-hidden
        >
          <g className="text-line" stroke="currentColor" vectorEffect="non-scaling-stroke">
            {[0, BOX.height / 2, BOX.height].map((y) => (
              <path key={y} d={`M0 ${y}H${BOX.width}`} vectorEffect="non-scaling-stroke" />
            ))}
          </g>
          {chosen.length > 0 && <Line d={trendPath(chosen, first.at, last.at, box)} className="arch-mark" />}
          <Line d={trendPath(complete, first.at, last.at, box)} className="text-ink" />
          <path
            d={`M${end.x} ${end.y}h.01`}
            className="text-ink"
            stroke="currentColor"
            strokeWidth={6}
            strokeLinecap="round"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        <span aria-hidden className="flex flex-col justify-between text-right text-ink-3 tabular-nums">
          <span>100 %</span>
          <span>{middle} %</span>
          <span>{box.floor} %</span>
        </span>
      </div>
      <figcaption className="mt-1 flex justify-between gap-2 text-ink-3">
        <span>{day.format(first.at)}</span>
        <span className="flex gap-3 text-ink-2">
          <Key className="text-ink" name="complete" />
          {platform !== null && <Key className="arch-mark" name={platform} />}
        </span>
        <span>{day.format(last.at)}</span>
      </figcaption>
    </figure>
  )
}

function Line({ d, className }: { d: string; className: string }) {
  return (
    <path
      d={d}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinejoin="round"
      vectorEffect="non-scaling-stroke"
      className={className}
    />
  )
}

function Key({ className, name }: { className: string; name: string }) {
  return (
    <span className="flex items-center gap-1">
      <svg viewBox="0 0 12 4" className={`h-1 w-3 ${className}`} aria-hidden>
        <path d="M0 2h12" stroke="currentColor" strokeWidth={2} />
      </svg>
      {name}
    </span>
  )
}
