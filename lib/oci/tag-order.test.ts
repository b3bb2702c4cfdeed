import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareTags } from './tag-order'

describe('the order of tags', () => {
  it.each([
    [['v0.2', 'v0.10', 'v1', 'v1.0.1', 'v2.0.0-rc.1', 'v2.0.0-rc.10', 'v2.0.0', 'latest']],
    [['1.9', '1.10', '1.10-alpine', '1.10.1', '2.0-beta', '2.0']],
    [['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-beta', '1.0.0', '1.0.0-amd64']],
    [['20240101', '20240201', 'edge', 'nightly-2', 'nightly-10', 'stable']],
    [['3.12a1', '3.12rc2', '3.12']],
  ])('%j', (ordered) => {
    expect([...ordered].reverse().sort(compareTags)).toEqual(ordered)
    expect([...ordered].sort(() => 0).sort(compareTags)).toEqual(ordered)
  })

  it('is a total order', () => {
    const tag = fc.stringMatching(/^v?[0-9a-zA-Z._-]{1,8}$/)
    fc.assert(
      fc.property(tag, tag, tag, (a, b, c) => {
        expect(Math.sign(compareTags(a, b))).toBe(-Math.sign(compareTags(b, a)) + 0)
        expect(compareTags(a, b) === 0).toBe(a === b)
        if (compareTags(a, b) <= 0 && compareTags(b, c) <= 0) expect(compareTags(a, c)).toBeLessThanOrEqual(0)
      }),
    )
  })
})
