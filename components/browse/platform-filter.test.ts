import { describe, expect, it } from 'vitest'
import { formatPlatformFilter, parsePlatformFilter, withWish } from './platform-filter'

describe('platform filter', () => {
  it.each(['', 'linux/s390x', 'linux/s390x,!linux/arm64', '!linux/arm/v7'])(
    'reads and writes "%s"',
    (text) => {
      expect(formatPlatformFilter(parsePlatformFilter(text))).toBe(text)
    },
  )

  it('ignores blanks and lone signs', () => {
    expect(formatPlatformFilter(parsePlatformFilter(' linux/amd64 ,, ! ,'))).toBe('linux/amd64')
  })

  it('keeps one wish a platform', () => {
    const filter = parsePlatformFilter('linux/amd64,!linux/amd64')
    expect([...filter]).toEqual([['linux/amd64', 'lacks']])
    expect(withWish(filter, 'linux/amd64', null).size).toBe(0)
    expect(formatPlatformFilter(withWish(filter, 'linux/s390x', 'has'))).toBe('!linux/amd64,linux/s390x')
  })
})
