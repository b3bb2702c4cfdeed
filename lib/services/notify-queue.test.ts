import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { FindingNotification, NotificationTarget } from './notify-findings'
import { createNotificationQueue, type Delivery } from './notify-queue'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const target = (host: string): NotificationTarget => ({
  url: `https://${host}/hook`,
  on: new Set(),
  registry: null,
  includes: () => true,
  token: 'a-secret-of-16-letters',
})
const about = (id: string): FindingNotification => ({
  type: 'finding',
  id,
  code: 'PLATFORM_LOST',
  severity: 'error',
  ref: `r/a:${id}`,
  platform: null,
  message: '',
  url: null,
  at: '2026-11-24T00:00:00.000Z',
  before: null,
  after: null,
})

/** A queue whose peer answers as the test says; `posted` in order. */
function start(answer: (attempt: number, id: string, host: string) => Delivery | Promise<Delivery>) {
  const posted: string[] = []
  const logged: Record<string, unknown>[] = []
  const queue = createNotificationQueue({
    post: async ({ url }, { id }) => {
      posted.push(id)
      return answer(posted.filter((other) => other === id).length, id, new URL(url).host)
    },
    log: (message, fields) => logged.push({ message, ...fields }),
  })
  return { queue, posted, logged }
}

const taken: Delivery = { outcome: 'taken', reason: 'it answered 200' }
const failing: Delivery = { outcome: 'failed', reason: 'it answered 500' }

describe('notifications', () => {
  it('are sent again until they are taken, in order', async () => {
    const { queue, posted, logged } = start((attempt, id) => (id === '1' && attempt < 3 ? failing : taken))
    const peer = target('chat.example.com')
    queue.add(peer, about('1'))
    queue.add(peer, about('2'))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(posted).toEqual(['1', '1', '1', '2'])
    expect(logged).toEqual([])
  })

  it('are sent again when nothing answered', async () => {
    const { queue, posted } = start((attempt) =>
      attempt === 1 ? Promise.reject(new Error('ECONNREFUSED')) : taken,
    )
    queue.add(target('chat.example.com'), about('1'))
    await vi.advanceTimersByTimeAsync(2_000)
    expect(posted).toEqual(['1', '1'])
  })

  it('to one who is down hold up nobody else', async () => {
    const { queue, posted } = start((_attempt, _id, host) => (host === 'down.example.com' ? failing : taken))
    queue.add(target('down.example.com'), about('1'))
    queue.add(target('up.example.com'), about('2'))
    await vi.advanceTimersByTimeAsync(0)
    expect(posted).toEqual(['1', '2'])
  })

  it('are given up in the end, and that is told without the token', async () => {
    const { queue, posted, logged } = start(() => failing)
    queue.add(target('chat.example.com'), about('1'))
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(posted).toHaveLength(7)
    expect(logged).toEqual([expect.objectContaining({ host: 'chat.example.com', reason: 'it answered 500' })])
    expect(JSON.stringify(logged)).not.toContain('a-secret')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('that are refused are not sent again', async () => {
    const { queue, posted, logged } = start(() => ({ outcome: 'refused', reason: 'it answered 404' }))
    queue.add(target('chat.example.com'), about('1'))
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect([posted.length, logged.length]).toEqual([1, 1])
  })

  it('never pile up, and those dropped are told of once', async () => {
    const { queue, posted, logged } = start(() => taken)
    const peer = target('chat.example.com')
    for (let count = 0; count < 1_005; count++) queue.add(peer, about(String(count)))
    await vi.advanceTimersByTimeAsync(0)
    expect(posted).toHaveLength(1_000)
    expect(logged).toEqual([expect.objectContaining({ host: 'chat.example.com', dropped: 5 })])
  })

  it('stop with the process, and leave no timer behind', async () => {
    const { queue, posted } = start(() => failing)
    const peer = target('chat.example.com')
    queue.add(peer, about('1'))
    queue.add(peer, about('2'))
    await vi.advanceTimersByTimeAsync(0)
    const left = queue.stop()
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(left).toBe(2)
    expect(posted).toEqual(['1'])
    expect(vi.getTimerCount()).toBe(0)
  })
})
