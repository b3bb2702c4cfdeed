import { expect, it } from 'vitest'
import { ListActivityResponse } from '@/lib/contract/activity'
import type { ActivityRecord } from '@/lib/storage/store'
import { fakeStore } from '@/lib/storage/testing/fake-store'
import { listActivity } from './list-activity'
import { readingContext } from './testing/reading-context'

const digest = `sha256:${'a'.repeat(64)}`
const records: ActivityRecord[] = [5, 4, 3, 2, 1].map((n) => ({
  id: `id.${n}`,
  at: n * 1000,
  actor: 'anonymous',
  action: 'push',
  ref: 'localhost:5000/demo:v1',
  before: null,
  after: digest,
  sources: [],
}))

const context = {
  ...readingContext(),
  store: async () =>
    fakeStore({
      listActivity: async ({ limit, before }) =>
        records.filter(({ at }) => before === null || at < before.at).slice(0, limit),
    }),
}

it('pages through everything once, newest first, and ends without a cursor', async () => {
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = ListActivityResponse.parse(await listActivity(context, { limit: 2, cursor }))
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(seen).toEqual(['id.5', 'id.4', 'id.3', 'id.2', 'id.1'])
})

it('refuses a cursor it did not make', async () => {
  await expect(listActivity(context, { limit: 2, cursor: 'x' })).rejects.toMatchObject({
    code: 'REQUEST_INVALID',
  })
})

it('says in words that the store does not answer, and keeps its error for the log', async () => {
  const broken = { ...context, store: () => Promise.reject(new Error('password authentication failed')) }
  await expect(listActivity(broken, { limit: 2, cursor: undefined })).rejects.toMatchObject({
    code: 'INTERNAL',
    message: expect.not.stringContaining('password'),
  })
})
