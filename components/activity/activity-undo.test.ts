import { expect, it } from 'vitest'
import type { Activity } from '@/lib/contract/activity'
import { newestOfEachTag, undoTagOf } from './activity-undo'

const digest = (letter: string) => `sha256:${letter.repeat(64)}`
const change = (id: string, ref: string, before: string | null, after: string | null): Activity => ({
  ...{ id, ref, before, after },
  at: '2026-01-01T00:00:00.000Z',
  actor: 'anonymous',
  action: 'push',
  sources: [],
})

it("offers to undo each tag's latest change only, back to what was before it", () => {
  const items = [
    change('3', 'reg.test/app:v1', digest('a'), digest('b')),
    change('2', 'reg.test/app:v2', null, digest('b')),
    change('1', 'reg.test/app:v1', null, digest('a')),
  ]
  expect([...newestOfEachTag(items)]).toEqual(['3', '2'])
  expect(items.slice(0, 1).map(undoTagOf)).toMatchObject([
    { ref: 'reg.test/app:v1', before: digest('a'), after: digest('b') },
  ])
})
