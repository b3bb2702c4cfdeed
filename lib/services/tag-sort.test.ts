import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TagSort } from '@/lib/contract/tags'
import { compareKeys, pageAfter, type SortKey, sortKey } from './tag-sort'

const row = (tag: string, size: number | null, createdAt: string | null = null) => ({ tag, size, createdAt })
const sorted = (rows: ReturnType<typeof row>[], sort: TagSort) =>
  rows
    .map((item) => sortKey(item, sort))
    .sort(compareKeys(sort))
    .map(({ tag }) => tag)

describe('the order of tags', () => {
  const rows = [row('1.9', 30), row('1.10', 10), row('latest', null), row('1.10-rc.1', 20), row('2.0', 10)]

  it.each<[TagSort, string[]]>([
    ['name', ['1.9', '1.10-rc.1', '1.10', '2.0', 'latest']],
    ['-name', ['latest', '2.0', '1.10', '1.10-rc.1', '1.9']],
    ['size', ['1.10', '2.0', '1.10-rc.1', '1.9', 'latest']],
    ['-size', ['1.9', '1.10-rc.1', '2.0', '1.10', 'latest']],
  ])('by %s', (sort, tags) => {
    expect(sorted(rows, sort)).toEqual(tags)
  })

  it('by date compares instants, whatever their offset', () => {
    const dated = [row('a', 0, '2026-01-01T00:00:00+02:00'), row('b', 0, '2025-12-31T23:00:00Z')]
    expect(sorted(dated, 'created')).toEqual(['a', 'b'])
  })
})

describe('pages', () => {
  const keys = fc.uniqueArray(
    fc.record({ tag: fc.stringMatching(/^[a-z0-9]{1,4}$/), value: fc.option(fc.nat(5)) }),
    { selector: ({ tag }) => tag.toLowerCase(), maxLength: 30 },
  )
  const sorts = fc.constantFrom<TagSort>('name', '-name', 'size', '-size', 'created', '-created')
  const page = (items: SortKey[], sort: TagSort, cursor: string | undefined) =>
    pageAfter([...items].sort(compareKeys(sort)), { cursor, limit: 4, sort, keyOf: (key) => key })

  it('show every item once, whatever the sort', () => {
    fc.assert(
      fc.property(keys, sorts, (items, sort) => {
        const seen: SortKey[] = []
        let cursor: string | undefined
        do {
          const next = page(items, sort, cursor)
          seen.push(...next.items)
          cursor = next.nextCursor ?? undefined
        } while (cursor)
        expect(seen).toEqual([...items].sort(compareKeys(sort)))
      }),
    )
  })

  it('show what stayed exactly once when the last item shown is gone meanwhile', () => {
    fc.assert(
      fc.property(keys, sorts, (items, sort) => {
        const first = page(items, sort, undefined)
        const left = items.filter((item) => item !== first.items.at(-1))
        const second = page(left, sort, first.nextCursor ?? undefined)
        if (first.nextCursor) expect(second.items).toEqual([...items].sort(compareKeys(sort)).slice(4, 8))
      }),
    )
  })

  it.each(['bogus', '', 'W10', 'WzEsMl0'])('refuse a cursor they did not give: %j', (cursor) => {
    expect(() => page([], 'name', cursor)).toThrow(expect.objectContaining({ code: 'REQUEST_INVALID' }))
  })
})
