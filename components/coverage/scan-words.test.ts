import { describe, expect, it } from 'vitest'
import type { Scan } from '@/lib/contract/scans'
import { checkedInWords, foundInWords, leftInWords, scanPlace, tookInWords } from './scan-words'

const progress = (part: Partial<Scan['progress']>): Pick<Scan, 'progress'> => ({
  progress: {
    listed: true,
    repositories: 3,
    repositoriesDone: 1,
    tags: 1200,
    checked: 40,
    changed: 0,
    errors: 0,
    secondsLeft: null,
    pausedUntil: null,
    pauseReason: null,
    ...part,
  },
})

describe('a scan in words', () => {
  it.each([
    [{}, '40 of 1,200 tags checked'],
    [{ listed: false }, '40 of at least 1,200 tags checked'],
    [{ listed: false, tags: 0 }, '3 repositories found'],
    [{ listed: false, tags: 0, repositories: 0 }, 'looking for repositories'],
  ])('%o: %s', (part, words) => {
    expect(checkedInWords(progress(part))).toBe(words)
  })

  it('leaves out errors where there are none', () => {
    expect(foundInWords(progress({ changed: 3 }))).toBe('3 changed')
    expect(foundInWords(progress({ changed: 3, errors: 1 }))).toBe('3 changed, 1 error')
  })

  it.each([
    [null, ''],
    [2, 'almost done'],
    [41, 'about 45 seconds left'],
    [600, 'about 10 minutes left'],
    [9000, 'about 3 hours left'],
  ])('%o seconds: %s', (seconds, words) => {
    expect(leftInWords(seconds)).toBe(words)
  })

  it.each([
    [null, 'r:5000'],
    [['a/b'], 'r:5000/a/b'],
    [['a', 'b'], 'r:5000: 2 repositories'],
  ])('reads %o', (repositories, words) => {
    expect(scanPlace({ registry: 'r:5000', repositories })).toBe(words)
  })

  it('tells how long it took', () => {
    const startedAt = '2026-11-24T10:00:00Z'
    expect(tookInWords({ startedAt, finishedAt: '2026-11-24T10:00:38Z' })).toBe('38 s')
    expect(tookInWords({ startedAt, finishedAt: '2026-11-24T12:05:00Z' })).toBe('2 h 5 min')
    expect(tookInWords({ startedAt, finishedAt: null })).toBe('')
  })
})
