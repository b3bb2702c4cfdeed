import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LiveEvent } from '@/lib/contract/events'
import { listenLive } from './events'

/** As much of a browser's EventSource as is used, its fate in the test's hands. */
class FakeSource extends EventTarget {
  readonly CONNECTING = 0
  readonly OPEN = 1
  readonly CLOSED = 2
  readyState = 0
  onopen: (() => void) | null = null
  onerror: (() => void) | null = null

  connected() {
    this.readyState = this.OPEN
    this.onopen?.()
  }
  refused() {
    this.readyState = this.CLOSED
    this.onerror?.()
  }
  interrupted() {
    this.readyState = this.CONNECTING
    this.onerror?.()
  }
  say(type: string, data: string) {
    this.dispatchEvent(new MessageEvent(type, { data }))
  }
  close() {
    this.readyState = this.CLOSED
  }
}

const HELLO = '{"at":"2026-11-24T10:00:00.000Z"}'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function start(visible = true) {
  const sources: FakeSource[] = []
  const heard: LiveEvent[] = []
  let missed = 0
  const document = Object.assign(new EventTarget(), {
    visibilityState: (visible ? 'visible' : 'hidden') as DocumentVisibilityState,
  })
  const leave = listenLive(
    '/api/events',
    { onEvent: (event) => heard.push(event), onMissed: () => missed++ },
    {
      open: () => {
        const source = new FakeSource()
        sources.push(source)
        return source as unknown as EventSource
      },
      document: document as unknown as Document,
    },
  )
  const show = (state: DocumentVisibilityState) => {
    document.visibilityState = state
    document.dispatchEvent(new Event('visibilitychange'))
  }
  const newest = () => {
    const source = sources.at(-1)
    if (!source) throw new Error('Nothing was opened.')
    return source
  }
  return { sources, newest, heard, missed: () => missed, show, leave }
}

describe('listening for changes', () => {
  it('hears events, and passes over what it does not understand', () => {
    const { newest, heard } = start()
    newest().connected()
    newest().say('hello', HELLO)
    newest().say('tags', '{"registry":"r","repository":"a","tags":["1"]}')
    newest().say('tags', '{"registry":"r"}')
    newest().say('policies', 'not json')
    newest().say('policies', '{}')
    expect(heard.map(({ type }) => type)).toEqual(['hello', 'tags', 'policies'])
  })

  it('looks again after an interruption, and not the first time', () => {
    const { newest, missed } = start()
    newest().connected()
    expect(missed()).toBe(0)
    newest().interrupted()
    newest().connected()
    expect(missed()).toBe(1)
  })

  it('has pages look again while it cannot connect, and tries on', () => {
    const { sources, newest, missed } = start()
    newest().refused()
    vi.advanceTimersByTime(29_000)
    expect(missed()).toBe(1)
    expect(sources).toHaveLength(1)
    vi.advanceTimersByTime(1_000)
    expect(sources).toHaveLength(2)
    newest().connected()
    const before = missed()
    vi.advanceTimersByTime(40_000)
    expect(missed()).toBe(before)
  })

  it('connects anew when nothing was heard for long', () => {
    const { sources, newest } = start()
    newest().connected()
    for (let beat = 0; beat < 5; beat++) {
      vi.advanceTimersByTime(20_000)
      newest().say('hello', HELLO)
    }
    expect(sources).toHaveLength(1)
    vi.advanceTimersByTime(50_000)
    expect(sources).toHaveLength(2)
    expect(sources[0]?.readyState).toBe(2)
  })

  it('keeps no connection in a tab nobody looks at', () => {
    const { sources, newest, missed, show } = start()
    newest().connected()
    show('hidden')
    expect(newest().readyState).toBe(2)
    vi.advanceTimersByTime(300_000)
    expect([sources.length, missed()]).toEqual([1, 0])
    show('visible')
    newest().connected()
    expect([sources.length, missed()]).toEqual([2, 1])
  })

  it('opens nothing in a tab that starts hidden, and nothing after it left', () => {
    const { sources, show, leave } = start(false)
    expect(sources).toHaveLength(0)
    leave()
    show('visible')
    expect(sources).toHaveLength(0)
    expect(vi.getTimerCount()).toBe(0)
  })
})
