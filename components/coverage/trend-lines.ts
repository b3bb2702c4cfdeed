import type { OverviewResponse } from '@/lib/contract/coverage-overview'

export type TrendPoint = OverviewResponse['trend'][number]

/** Share in percent at a time in milliseconds since the epoch. */
export interface Share {
  at: number
  share: number
}

/** The share of tags that are complete, or that can be pulled for a platform, at the end of each scan. */
export const trendShares = (trend: readonly TrendPoint[], platform: string | null): Share[] =>
  trend
    .filter(({ tags }) => tags > 0)
    .map((point) => ({
      at: Date.parse(point.at),
      share: ((platform === null ? point.complete : (point.platforms[platform] ?? 0)) / point.tags) * 100,
    }))

export interface Box {
  width: number
  height: number
  /** Percent at the lower edge: a line near a hundred would show no change above zero. */
  floor: number
}

/** The highest multiple of ten no share goes below, at least 20 away from a hundred. */
export const trendFloor = (shares: readonly Share[]): number =>
  Math.min(80, Math.floor(Math.min(100, ...shares.map(({ share }) => share)) / 10) * 10)

/** Where a share stands in the box, from its upper left corner. `from`, `to`: the times at its edges. */
export function trendPlace({ at, share }: Share, from: number, to: number, box: Box) {
  const x = to === from ? box.width : ((at - from) / (to - from)) * box.width
  const y = box.height - ((share - box.floor) / (100 - box.floor)) * box.height
  return { x: round(x), y: round(y) }
}

/** The `d` of a line through the shares. */
export const trendPath = (shares: readonly Share[], from: number, to: number, box: Box): string =>
  shares
    .map((share, index) => {
      const { x, y } = trendPlace(share, from, to, box)
      return `${index === 0 ? 'M' : 'L'}${x} ${y}`
    })
    .join('')

const round = (value: number) => Math.round(value * 10) / 10
