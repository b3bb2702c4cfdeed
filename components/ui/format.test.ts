import { describe, expect, it } from 'vitest'
import { formatAge } from './format-age'
import { formatBytes } from './format-bytes'
import { shortDigest } from './short-digest'

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.00 kB'],
    [1160, '1.16 kB'],
    [14_200, '14.2 kB'],
    [88_100_000, '88.1 MB'],
    [999_999, '1.00 MB'],
    [2_310_000_000, '2.31 GB'],
  ])('writes %d bytes as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
  })
})

describe('formatAge', () => {
  const now = Date.parse('2026-01-10T12:00:00Z')
  it.each([
    ['2026-01-10T11:59:30Z', 'just now'],
    ['2026-01-10T09:00:00Z', '3 hours ago'],
    ['2026-01-09T10:00:00Z', '1 day ago'],
    ['2025-09-01T00:00:00Z', '4 months ago'],
    ['2026-01-12T13:00:00Z', 'in 2 days'],
  ])('calls %s %s', (then, words) => {
    expect(formatAge(Date.parse(then), now)).toBe(words)
  })
})

describe('shortDigest', () => {
  it('keeps the algorithm and both ends', () => {
    expect(shortDigest(`sha256:7763${'0'.repeat(56)}7ad7`)).toBe('sha256:7763…7ad7')
  })
  it('leaves what is short already', () => {
    expect(shortDigest('sha256:1234')).toBe('sha256:1234')
  })
})
