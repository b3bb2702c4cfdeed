import { describe, expect, it } from 'vitest'
import type { ListTagsResponse, TagRow } from '@/lib/contract/tags'
import { knownPages, oldestCheck } from './known-rows'

const at = '2026-01-01T00:00:00.000Z'
const row = (tag: string): TagRow => ({
  ...{ tag, digest: null, mediaType: null, kind: 'unknown', artifactType: null, size: null },
  ...{ createdAt: null, platforms: [], attestations: 0, problem: null, checkedAt: at },
})
const page = (tags: string[], done?: boolean): ListTagsResponse => ({
  items: tags.map(row),
  nextCursor: null,
  asOf: at,
  progress: done === undefined ? null : { resolved: tags.length, total: 2, done },
})

describe('what a scan knew is shown', () => {
  const scanned = page(['v1', 'v2'])
  it.each([
    ['before the registry has answered', undefined, true],
    ['while the answer is partial and shorter', page(['v1'], false), true],
    ['no longer once the partial answer has as much', page(['v1', 'v2'], false), false],
    ['not beside a whole answer, though it be shorter', page(['v1']), false],
    ['not beside an answer that was made in the background', page(['v1'], true), false],
  ])('%s', (_when, answer, shown) => {
    expect(knownPages(answer && { pages: [answer] }, scanned)).toEqual(
      shown ? { pages: [scanned] } : undefined,
    )
  })

  it('not where no scan has seen the repository', () => {
    expect(knownPages(undefined, page([]))).toBeUndefined()
    expect(knownPages(undefined, undefined)).toBeUndefined()
  })
})

it('is as old as its oldest row', () => {
  expect(oldestCheck([{ checkedAt: at }, { checkedAt: '2025-06-01T00:00:00.000Z' }])).toBe(
    '2025-06-01T00:00:00.000Z',
  )
  expect(oldestCheck([])).toBeNull()
})
