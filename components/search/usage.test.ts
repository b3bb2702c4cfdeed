import { expect, it } from 'vitest'
import type { UsesResponse } from '@/lib/contract/search'
import { usageInWords, usageOf } from './usage'

const at = '2026-01-01T00:00:00.000Z'
const digest = `sha256:${'a'.repeat(64)}`
const holder = (repository: string, tags: string[]) => ({ repository, tags, digest, platform: null })
const uses: UsesResponse = {
  tags: [{ ref: 'r.test/app:v2', platforms: [], checkedAt: at }],
  indexes: [holder('app', ['v2', 'v10', 'latest']), holder('app', [])],
  images: [holder('base', ['1']), holder('app', ['v2'])],
  complete: true,
  asOf: at,
}

it('names each tag once, the own repository and the newest version first, without the tag looked at', () => {
  const usage = usageOf(uses, { repository: 'app', tag: 'latest' })
  expect(usage).toEqual({
    places: [
      { repository: 'app', tags: ['v10', 'v2'] },
      { repository: 'base', tags: ['1'] },
    ],
    tags: 3,
    untagged: 1,
  })
})

it.each([
  [uses, 'latest', true, '3 other tags in 2 repositories'],
  [uses, undefined, true, '4 tags in 2 repositories'],
  [uses, undefined, false, 'More than 4 tags in 2 repositories'],
  [{ ...uses, indexes: [], images: [] }, 'v2', true, 'No other tag that was scanned uses it.'],
  [{ ...uses, tags: [], indexes: [], images: [] }, undefined, true, 'No tag that was scanned uses it.'],
  [{ ...uses, indexes: [], images: [] }, undefined, true, '1 tag in 1 repository'],
])('says how many there are (%#)', (given, tag, complete, words) => {
  const self = { repository: 'app', ...(tag && { tag }) }
  expect(usageInWords(usageOf(given, self), tag !== undefined, complete)).toBe(words)
})
