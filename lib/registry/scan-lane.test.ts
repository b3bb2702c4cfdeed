import { beforeEach, describe, expect, test } from 'vitest'
import { createTestClock, settled } from '@/lib/testing/test-clock'
import { type RegistryErrorDetails, registryError } from './errors'
import { createScanLane, type ScanLane } from './scan-lane'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let clock: ReturnType<typeof createTestClock>
beforeEach(() => {
  clock = createTestClock(1_000_000)
})
const laneOf = (parts: { width?: number; rate?: number } = {}): ScanLane =>
  createScanLane({ registry: 'r', width: 4, rate: null, now: clock.now, wait: clock.wait, ...parts })

interface Call {
  started: boolean
  result: Promise<unknown>
  answer: (headers?: Record<string, string>) => Promise<void>
  fail: (status: number, retryAfterSeconds?: number) => Promise<void>
  leave: () => void
}

/** A call whose answer the test decides. */
function send(lane: ScanLane): Call {
  const leaving = new AbortController()
  let end: (headers: Record<string, string>) => void = () => {}
  let fail: (error: Error) => void = () => {}
  const answered = new Promise<Record<string, string>>((resolve, reject) => {
    end = resolve
    fail = reject
  })
  const call: Call = {
    started: false,
    result: lane.run(leaving.signal, async (told) => {
      call.started = true
      told(await answered)
      return 'done'
    }),
    answer: (headers = {}) => {
      end(headers)
      return settled()
    },
    fail: (status, retryAfterSeconds) => {
      const details: Partial<RegistryErrorDetails> = { status, retryAfterSeconds: retryAfterSeconds ?? null }
      fail(registryError({ registry: 'r', method: 'GET', url: '' }, 'REGISTRY_RATE_LIMITED', 'no', details))
      return settled()
    },
    leave: () => leaving.abort(new Error('gone')),
  }
  call.result.catch(() => {})
  return call
}
const sendMany = (lane: ScanLane, count: number) => Array.from({ length: count }, () => send(lane))
const started = (calls: readonly Call[]) => calls.filter((call) => call.started).length

test('no more are under way than the lane is wide, and who came first goes first', async () => {
  const calls = sendMany(laneOf({ width: 2 }), 4)
  await settled()
  expect(calls.map((call) => call.started)).toEqual([true, true, false, false])
  await calls[1]?.answer()
  expect(calls.map((call) => call.started)).toEqual([true, true, true, false])
})

test('so many a second and no more', async () => {
  const calls = sendMany(laneOf({ rate: 2 }), 4)
  await settled()
  expect(started(calls)).toBe(1)
  await clock.advance(499)
  expect(started(calls)).toBe(1)
  await clock.advance(1)
  expect(started(calls)).toBe(2)
  await clock.advance(500)
  expect(started(calls)).toBe(3)
})

test('who leaves the line leaves with their own reason and takes nobody’s place along', async () => {
  const lane = laneOf({ width: 1 })
  const [first, left, staying] = sendMany(lane, 3)
  left?.leave()
  await expect(left?.result).rejects.toThrow('gone')
  await first?.answer()
  expect([left?.started, staying?.started]).toEqual([false, true])
})

describe('a registry that asks to be left alone', () => {
  test('is left alone by everybody, and then asked by one alone', async () => {
    const lane = laneOf()
    const calls = sendMany(lane, 4)
    await settled()
    await calls[0]?.fail(429, 120)
    const later = sendMany(lane, 3)
    await calls[1]?.answer()
    expect(started(later)).toBe(0)
    expect(lane.state()).toEqual({
      width: 2,
      pausedUntil: clock.now() + 120_000,
      reason: 'r limits how often it may be asked (429).',
      remaining: null,
    })
    await clock.advance(119_999)
    expect(started(later)).toBe(0)
    await clock.advance(1)
    expect(lane.state()).toMatchObject({ pausedUntil: null, reason: null })
    await calls[2]?.answer()
    await calls[3]?.answer()
    expect(started(later)).toBe(3)
  })

  test('one alone, until it has its answer', async () => {
    const lane = laneOf()
    await send(lane).fail(503, 5)
    const calls = sendMany(lane, 3)
    await clock.advance(5000)
    expect(started(calls)).toBe(1)
    await calls[0]?.fail(503, 5)
    await clock.advance(5000)
    expect(started(calls)).toBe(2)
    await calls[1]?.answer()
    expect(started(calls)).toBe(3)
  })

  test('a day is an hour, after which it is asked again', async () => {
    const lane = laneOf()
    await send(lane).fail(429, 86_400)
    expect(lane.state().pausedUntil).toBe(clock.now() + HOUR)
  })

  test('a pause that grows while others wait holds them longer', async () => {
    const lane = laneOf()
    const calls = sendMany(lane, 2)
    await settled()
    await calls[0]?.fail(429, 10)
    const waiting = send(lane)
    await clock.advance(5000)
    await calls[1]?.fail(429, 10)
    await clock.advance(5000)
    expect(waiting.started).toBe(false)
    await clock.advance(5000)
    expect(waiting.started).toBe(true)
  })

  test('who is held up can still leave, and closing lets everybody go', async () => {
    const lane = laneOf()
    await send(lane).fail(429, 600)
    const [left, staying] = sendMany(lane, 2)
    left?.leave()
    await expect(left?.result).rejects.toThrow('gone')
    lane.close()
    await settled()
    expect([left?.started, staying?.started]).toEqual([false, true])
  })
})

describe('what a registry still allows', () => {
  test('no more are under way than it allows', async () => {
    const lane = laneOf()
    await send(lane).answer({ 'ratelimit-remaining': '2;w=21600' })
    const calls = sendMany(lane, 4)
    await settled()
    expect(started(calls)).toBe(2)
    expect(lane.state()).toMatchObject({ width: 4, remaining: 2, pausedUntil: null })
    await calls[0]?.answer({ 'ratelimit-remaining': '90;w=21600' })
    expect(started(calls)).toBe(4)
  })

  test.each<[string, Record<string, string>, number]>([
    ['until it allows more', { 'ratelimit-remaining': '0', 'ratelimit-reset': '30' }, 30_000],
    ['until a time', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1700000090' }, 90_000],
    ['an hour of a long window', { 'ratelimit-remaining': '0;w=21600' }, HOUR],
    ['a minute where it says no more', { 'ratelimit-remaining': '0' }, MINUTE],
    ['a moment where the time has passed', { 'ratelimit-remaining': '0', 'ratelimit-reset': '0' }, 1000],
  ])('nothing left: waits %s', async (_name, headers, milliseconds) => {
    clock = createTestClock(1_700_000_000_000)
    const lane = laneOf()
    await send(lane).answer(headers)
    expect(lane.state()).toMatchObject({
      pausedUntil: clock.now() + milliseconds,
      reason: 'r allows no more requests for now.',
      remaining: 0,
    })
    const next = send(lane)
    await clock.advance(milliseconds - 1)
    expect(next.started).toBe(false)
    await clock.advance(1)
    expect(next.started).toBe(true)
  })

  test('what is no number is no limit', async () => {
    const lane = laneOf()
    await send(lane).answer({ 'ratelimit-remaining': 'plenty' })
    expect(lane.state()).toMatchObject({ remaining: null, pausedUntil: null })
  })
})

describe('a registry in trouble', () => {
  test('is asked by half as many, once for all that were under way, and by one more a minute', async () => {
    const lane = laneOf({ width: 8 })
    const calls = sendMany(lane, 8)
    await settled()
    for (const call of calls) await call.fail(503)
    expect(lane.state().width).toBe(4)
    await send(lane).fail(429)
    expect(lane.state().width).toBe(2)
    await clock.advance(MINUTE - 1)
    expect(lane.state().width).toBe(2)
    await clock.advance(3 * MINUTE)
    expect(lane.state().width).toBe(5)
    await clock.advance(HOUR)
    expect(lane.state().width).toBe(8)
  })

  test('is always asked by one', async () => {
    const lane = laneOf({ width: 2 })
    for (let time = 0; time < 5; time++) await send(lane).fail(503)
    expect(lane.state().width).toBe(1)
  })

  test('what is missing or refused is no trouble', async () => {
    const lane = laneOf({ width: 2 })
    await send(lane).fail(404)
    await send(lane).fail(403)
    expect(lane.state().width).toBe(2)
  })
})
