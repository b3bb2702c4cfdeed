import { describe, expect, it, vi } from 'vitest'
import { createSharedDeadlines } from './deadline'

describe('deadlines that calls share', () => {
  it('gives those that begin together one signal, and each its time in full', () => {
    vi.useFakeTimers()
    const share = createSharedDeadlines()
    const caller = new AbortController().signal
    const first = share(30_000, caller)
    vi.advanceTimersByTime(900)
    const second = share(30_000, caller)
    vi.advanceTimersByTime(200)
    const third = share(30_000, caller)
    expect(second.signal).toBe(first.signal)
    expect(third.signal).not.toBe(first.signal)
    vi.advanceTimersByTime(29_800)
    expect([second.expired, second.signal.aborted]).toEqual([false, false])
    vi.advanceTimersByTime(200)
    expect([second.expired, third.expired]).toEqual([true, false])
    vi.useRealTimers()
  })

  it('keeps it from those that are left until the last has released it', () => {
    vi.useFakeTimers()
    const share = createSharedDeadlines()
    const caller = new AbortController()
    const [first, second] = [share(30_000, caller.signal), share(30_000, caller.signal)]
    first.release()
    first.release()
    caller.abort(new Error('Enough.'))
    expect([second.signal.aborted, second.expired]).toEqual([true, false])
    second.release()
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })

  it('is of one caller and one length', () => {
    const share = createSharedDeadlines()
    const [one, other] = [new AbortController(), new AbortController()]
    const held = [share(30_000, one.signal), share(30_000, other.signal), share(60_000, one.signal)]
    expect(new Set(held.map(({ signal }) => signal)).size).toBe(3)
    other.abort()
    expect(held.map(({ signal }) => signal.aborted)).toEqual([false, true, false])
    for (const deadline of held) deadline.release()
  })
})
