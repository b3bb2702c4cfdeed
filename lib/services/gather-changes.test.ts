import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createChangeGatherer, type GatheredScan } from './gather-changes'
import type { WebhookChange } from './webhook-change'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function start() {
  const scans: GatheredScan[] = []
  return { scans, gatherer: createChangeGatherer((scan) => scans.push(scan)) }
}

const push = (repository: string, tag: string, actor: string | null = null): WebhookChange => {
  return { id: `${repository}:${tag}`, repository, tag, verify: false, actor }
}
const deletion = (repository: string): WebhookChange => {
  return { id: `${repository} deleted`, repository, tag: null, verify: true, actor: null }
}

describe('changes that are gathered', () => {
  it('become one scan once they fall quiet', () => {
    const { scans, gatherer } = start()
    gatherer.add('r', [push('a', '1'), push('a', '2')])
    vi.advanceTimersByTime(299)
    gatherer.add('r', [push('a', '1'), push('b', '1')])
    vi.advanceTimersByTime(299)
    expect(scans).toEqual([])
    vi.advanceTimersByTime(1)
    expect(scans).toEqual([
      {
        registry: 'r',
        mode: 'quick',
        actor: null,
        places: [
          { repository: 'a', tags: ['1', '2'] },
          { repository: 'b', tags: ['1'] },
        ],
      },
    ])
  })

  it('wait two seconds at most, however long the storm', () => {
    const { scans, gatherer } = start()
    for (let moment = 0; moment < 50; moment++) {
      gatherer.add('r', [push('a', String(moment))])
      vi.advanceTimersByTime(100)
    }
    vi.advanceTimersByTime(300)
    expect(scans.length).toBeGreaterThanOrEqual(2)
    expect(scans.length).toBeLessThanOrEqual(4)
    expect(new Set(scans.flatMap(({ places }) => places.flatMap(({ tags = [] }) => tags))).size).toBe(50)
  })

  it('never pile up: so many are handed out at once', () => {
    const { scans, gatherer } = start()
    gatherer.add(
      'r',
      Array.from({ length: 2_000 }, (_, place) => push('a', `t${place}`)),
    )
    expect(scans).toHaveLength(1)
  })

  it('are verified whole where something was deleted, and not checked beside that', () => {
    const { scans, gatherer } = start()
    gatherer.add('r', [push('a', '1'), deletion('a'), push('b', '1')])
    gatherer.flush()
    expect(scans).toEqual([
      { registry: 'r', mode: 'verify', actor: null, places: [{ repository: 'a' }] },
      { registry: 'r', mode: 'quick', actor: null, places: [{ repository: 'b', tags: ['1'] }] },
    ])
  })

  it('stay apart by registry and by who made them', () => {
    const { scans, gatherer } = start()
    gatherer.add('r', [push('a', '1', 'alice'), push('a', '2', 'bob')])
    gatherer.add('s', [push('a', '1', 'alice')])
    gatherer.flush()
    expect(scans.map(({ registry, actor }) => `${registry} ${actor}`)).toEqual([
      'r alice',
      'r bob',
      's alice',
    ])
  })

  it('leave nothing behind', () => {
    const { scans, gatherer } = start()
    gatherer.add('r', [push('a', '1')])
    gatherer.flush()
    vi.advanceTimersByTime(10_000)
    expect(scans).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })
})
