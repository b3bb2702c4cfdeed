import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { HELLO_MS, sseResponse } from './sse-response'

interface Told {
  type: string
  text?: string
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function open() {
  const client = new AbortController()
  const listeners = new Set<(event: Told) => void>()
  const response = sseResponse<Told>({
    listen: (send) => {
      listeners.add(send)
      return () => void listeners.delete(send)
    },
    hello: () => ({ type: 'hello' }),
    signal: client.signal,
  })
  const reader = () =>
    (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader()
  const tell = (text: string) => {
    for (const send of [...listeners]) send({ type: 'news', text })
  }
  return { response, reader, client, listeners, tell }
}

describe('a stream of server-sent events', () => {
  it('says hello at once and every 20 seconds, so that both ends know it lives', async () => {
    const { response, reader: read, client } = open()
    const reader = read()
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect((await reader.read()).value).toBe('retry: 3000\n\n')
    expect((await reader.read()).value).toBe('event: hello\ndata: {}\n\n')
    vi.advanceTimersByTime(HELLO_MS)
    expect((await reader.read()).value).toBe('event: hello\ndata: {}\n\n')
    client.abort()
  })

  it('keeps an event on one line whatever it holds', async () => {
    const { reader: read, tell, client } = open()
    const reader = read()
    await reader.read()
    await reader.read()
    tell('two\nlines\r\nevent: forged')
    expect((await reader.read()).value).toBe(
      'event: news\ndata: {"text":"two\\nlines\\r\\nevent: forged"}\n\n',
    )
    client.abort()
  })

  it('ends when the client leaves or the server stops, and listens no more', async () => {
    const { reader: read, client, listeners } = open()
    const reader = read()
    expect(listeners.size).toBe(1)
    client.abort()
    for (let next = await reader.read(); !next.done; ) next = await reader.read()
    expect(listeners.size).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('ends when its reader is cancelled', async () => {
    const { response, listeners } = open()
    await response.body?.cancel()
    expect(listeners.size).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('lets a client go that does not read, instead of keeping everything for it', () => {
    const { tell, listeners } = open()
    for (let sent = 0; sent < 1000 && listeners.size > 0; sent++) tell('x'.repeat(1024))
    expect(listeners.size).toBe(0)
  })

  it('refuses one too many, and takes the next after one has left', () => {
    const streams = Array.from({ length: 500 }, open)
    expect(open).toThrow(expect.objectContaining({ code: 'TOO_MANY_STREAMS' }))
    streams[0]?.client.abort()
    streams.push(open())
    for (const { client } of streams) client.abort()
  })
})
