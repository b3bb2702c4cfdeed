import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LiveEvent } from '@/lib/contract/events'
import type { Scan } from '@/lib/contract/scans'
import { followLive } from './follow-live'
import { liveScanQuery } from './live-scan'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A page that shows the tags of one repository, and counts how often they were asked for. */
async function page() {
  const client = new QueryClient()
  let asked = 0
  const observer = new QueryObserver(client, {
    queryKey: ['tags', 'r', 'a', {}],
    queryFn: async () => ++asked,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const unsubscribe = observer.subscribe(() => {})
  await vi.advanceTimersByTimeAsync(0)
  const follower = followLive(client)
  const close = () => {
    follower.stop()
    unsubscribe()
    client.clear()
  }
  return { client, follower, asked: () => asked, close }
}

const changed = (repository: string): LiveEvent => ({ type: 'tags', registry: 'r', repository, tags: ['1'] })

describe('a page that follows events', () => {
  it('asks again for what changed, and for nothing else', async () => {
    const { follower, asked, close } = await page()
    follower.onEvent(changed('b'))
    await vi.advanceTimersByTimeAsync(5_000)
    expect(asked()).toBe(1)
    follower.onEvent(changed('a'))
    await vi.advanceTimersByTimeAsync(5_000)
    expect(asked()).toBe(2)
    close()
  })

  it('asks once for many events, however fast they come', async () => {
    const { follower, asked, close } = await page()
    for (let news = 0; news < 300; news++) {
      follower.onEvent(changed('a'))
      await vi.advanceTimersByTimeAsync(10)
    }
    await vi.advanceTimersByTimeAsync(2_000)
    // Three seconds of news: after 0.3 s, and then every 1.5 s.
    expect(asked()).toBeGreaterThanOrEqual(3)
    expect(asked()).toBeLessThanOrEqual(5)
    close()
  })

  it('asks for all of it when events were missed', async () => {
    const { follower, asked, close } = await page()
    follower.onMissed()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(asked()).toBe(2)
    close()
  })

  it('shows a scan as it was told', async () => {
    const { client, follower, close } = await page()
    follower.onEvent({ type: 'scan', scan: { id: 's', registry: 'r', finishedAt: null } as Scan })
    expect(client.getQueryData(liveScanQuery('r').queryKey)).toMatchObject({ id: 's' })
    close()
  })
})
