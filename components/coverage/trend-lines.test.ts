import { describe, expect, it } from 'vitest'
import { type TrendPoint, trendFloor, trendPath, trendShares } from './trend-lines'

const point = (at: string, complete: number, arm64: number, tags = 10): TrendPoint => ({
  at,
  tags,
  complete,
  errors: 0,
  warnings: 0,
  platforms: { 'linux/arm64': arm64 },
})
const TREND = [point('2026-11-01T00:00:00Z', 5, 2), point('2026-11-03T00:00:00Z', 10, 4)]
const box = { width: 100, height: 50, floor: 0 }

describe('trend', () => {
  it('is a share of the tags there were then', () => {
    expect(trendShares(TREND, null).map(({ share }) => share)).toEqual([50, 100])
    expect(trendShares(TREND, 'linux/arm64').map(({ share }) => share)).toEqual([20, 40])
    expect(trendShares(TREND, 'linux/s390x').map(({ share }) => share)).toEqual([0, 0])
    expect(trendShares([point('2026-11-01T00:00:00Z', 0, 0, 0)], null)).toEqual([])
  })

  it('runs from the left edge to the right, a hundred on top', () => {
    const shares = trendShares(TREND, null)
    const [first, last] = shares
    expect(trendPath(shares, first?.at ?? 0, last?.at ?? 0, box)).toBe('M0 25L100 0')
  })

  it('a single scan stands at the right edge', () => {
    const one = trendShares(TREND.slice(1), null)
    expect(trendPath(one, one[0]?.at ?? 0, one[0]?.at ?? 0, box)).toBe('M100 0')
  })

  it.each([
    [[99, 98], 80],
    [[63, 98], 60],
    [[4], 0],
    [[], 80],
  ])('of %o stands on %i', (shares, floor) => {
    expect(trendFloor(shares.map((share) => ({ at: 0, share })))).toBe(floor)
  })
})
