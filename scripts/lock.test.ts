import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { withLock } from './lock.mjs'

test('two who want the same lock work one after the other, and the second is told it waits', async () => {
  const name = randomUUID()
  const events: string[] = []
  const one = withLock(name, async () => {
    events.push('one begins')
    await new Promise((resolve) => setImmediate(resolve))
    events.push('one ends')
  })
  const two = withLock(
    name,
    async () => events.push('two'),
    () => events.push('two waits'),
  )
  await Promise.all([one, two])
  expect(events.filter((event) => event !== 'two waits')).toEqual(['one begins', 'one ends', 'two'])
  expect(events).toContain('two waits')
})

test('a lock is free again after work that failed', async () => {
  const name = randomUUID()
  await expect(withLock(name, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await withLock(name, async () => 'free')).toBe('free')
})
