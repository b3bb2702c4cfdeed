import { describe, expect, it } from 'vitest'
import type { LiveEvent } from '@/lib/contract/events'
import type { Scan } from '@/lib/contract/scans'
import type { StoreEvent } from '@/lib/storage/event-store'
import { createLiveHub } from './watch-live'

/** A hub over events told by hand, whose scans are read when the test lets them. */
function startHub() {
  const subscribers = new Set<(event: StoreEvent) => void>()
  const reads: { id: string; answer: (checked: number) => void; fail: () => void }[] = []
  const errors: unknown[] = []
  const hub = createLiveHub({
    events: {
      publish: async () => {},
      subscribe: (listener) => {
        subscribers.add(listener)
        return () => void subscribers.delete(listener)
      },
    },
    readScan: (id) =>
      new Promise((resolve, reject) => {
        reads.push({
          id,
          answer: (checked) => resolve({ id, progress: { checked } } as Scan),
          fail: () => reject(new Error('gone')),
        })
      }),
    onError: (error) => errors.push(error),
  })
  const publish = (event: StoreEvent) => {
    for (const listener of [...subscribers]) listener(event)
  }
  return { hub, publish, reads, errors, subscribers }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))
const tags: StoreEvent = { type: 'tags', registry: 'r', repository: 'a', tags: ['1'] }

describe('the live hub', () => {
  it('tells everybody, and listens to the store only while somebody listens to it', () => {
    const { hub, publish, subscribers } = startHub()
    const heard: [number, LiveEvent][] = []
    const first = hub.listen((event) => heard.push([1, event]))
    const second = hub.listen((event) => heard.push([2, event]))
    expect(subscribers.size).toBe(1)
    publish(tags)
    first()
    publish({ type: 'policies' })
    second()
    expect(subscribers.size).toBe(0)
    expect(heard).toEqual([
      [1, tags],
      [2, tags],
      [2, { type: 'policies' }],
    ])
  })

  it('reads a scan once at a time, and once more for all that came meanwhile', async () => {
    const { hub, publish, reads } = startHub()
    const seen: number[] = []
    hub.listen((event) => event.type === 'scan' && seen.push(event.scan.progress.checked))
    for (let news = 0; news < 5; news++) publish({ type: 'scan', id: 's' })
    expect(reads).toHaveLength(1)
    reads[0]?.answer(1)
    await settled()
    expect(reads).toHaveLength(2)
    reads[1]?.answer(5)
    await settled()
    expect(reads).toHaveLength(2)
    expect(seen).toEqual([1, 5])
  })

  it('goes on after a scan that could not be read', async () => {
    const { hub, publish, reads, errors } = startHub()
    const seen: number[] = []
    hub.listen((event) => event.type === 'scan' && seen.push(event.scan.progress.checked))
    publish({ type: 'scan', id: 's' })
    reads[0]?.fail()
    await settled()
    publish({ type: 'scan', id: 's' })
    reads[1]?.answer(7)
    await settled()
    expect([errors.length, seen]).toEqual([1, [7]])
  })
})
