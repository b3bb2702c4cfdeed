import 'server-only'
import type { ScanLaneState } from './client-types'
import { RegistryError } from './errors'
import { createLaneWidth } from './lane-width'
import { type RateLimit, readRateLimit } from './rate-limit'
import type { Wait } from './retry'
import { inLine } from './slots'

export interface ScanLane {
  state(): ScanLaneState
  /**
   * Runs one exchange when it has its turn, and takes note of how it went. `exchange` passes on the headers of every
   * answer. A wait ends with the signal's reason.
   */
  run<T>(
    signal: AbortSignal | undefined,
    exchange: (told: (headers: Record<string, string>) => void) => Promise<T>,
  ): Promise<T>
  /** Lets everybody go: their calls fail by themselves. */
  close(): void
}

export interface ScanLaneParts {
  /** As in references. */
  registry: string
  /** Calls under way at most. */
  width: number
  /** Requests a second; null: no limit. */
  rate: number | null
  now: () => number
  wait: Wait
}

const PAUSE_MS_MAX = 3_600_000
/** Where nothing is left and nobody says when there is more. */
const PAUSE_MS = 60_000

/**
 * The line of those who scan one registry. What it says to one holds for all: a `Retry-After` or an allowance that is
 * used up pauses everybody, at most an hour at a time, and afterwards a single call finds out how things are.
 */
export function createScanLane({ registry, rate, now, wait, ...parts }: ScanLaneParts): ScanLane {
  const width = createLaneWidth(parts.width, now)
  const queue = new Set<() => void>()
  const closing = new AbortController()
  let active = 0
  let pause: { until: number; reason: string } | null = null
  let probing = false
  let remaining: number | null = null
  let nextAt = 0
  let waiting = false
  // A wait that is over is over, whatever the clock says.
  let reached = 0
  const time = () => Math.max(now(), reached)

  function room(): number {
    if (closing.signal.aborted) return Number.POSITIVE_INFINITY
    return probing ? 1 : Math.min(width.current(), remaining ?? Number.POSITIVE_INFINITY)
  }

  /** Milliseconds until the next may set out. */
  function delay(): number {
    if ((pause === null && rate === null) || closing.signal.aborted) return 0
    const at = time()
    if (pause !== null && pause.until <= at) {
      pause = null
      remaining = null
      probing = true
    }
    return Math.max(pause?.until ?? 0, nextAt) - at
  }

  function setOut() {
    active++
    if (rate !== null) nextAt = Math.max(nextAt, time()) + 1000 / rate
  }

  function admit() {
    while (queue.size > 0) {
      const milliseconds = delay()
      if (milliseconds > 0) return void admitIn(milliseconds)
      const [first] = queue
      if (!first || active >= room()) return
      queue.delete(first)
      setOut()
      first()
    }
  }

  async function admitIn(milliseconds: number) {
    if (waiting) return
    waiting = true
    const until = time() + milliseconds
    await wait(milliseconds, closing.signal).catch(() => {})
    waiting = false
    reached = until
    admit()
  }

  async function turn(signal: AbortSignal | undefined) {
    signal?.throwIfAborted()
    if (queue.size === 0 && delay() <= 0 && active < room()) return setOut()
    const entered = inLine(queue, signal)
    admit()
    await entered
  }

  function pauseFor(milliseconds: number, reason: string) {
    const until = time() + Math.min(Math.max(milliseconds, 0), PAUSE_MS_MAX)
    if (until > (pause?.until ?? 0)) pause = { until, reason }
  }

  function heed({ remaining: left, resetsAt }: RateLimit) {
    remaining = left
    if (left > 0) return
    const milliseconds = resetsAt === null ? PAUSE_MS : Math.max(resetsAt - now(), 1000)
    pauseFor(milliseconds, `${registry} allows no more requests for now.`)
  }

  function heedFailure(error: unknown, era: number) {
    if (!(error instanceof RegistryError)) return
    const { status, code, retryAfterSeconds } = error.details
    const busy = status === 429 || status === 503
    if (busy || code === 'REGISTRY_TIMEOUT') width.narrow(era)
    else probing = false
    if (retryAfterSeconds === null) return
    const asks = status === 429 ? 'limits how often it may be asked' : 'is not available right now'
    pauseFor(retryAfterSeconds * 1000, `${registry} ${asks} (${status}).`)
  }

  return {
    state() {
      const isPaused = pause !== null && pause.until > time()
      return {
        width: width.current(),
        pausedUntil: isPaused && pause ? pause.until : null,
        reason: isPaused && pause ? pause.reason : null,
        remaining,
      }
    },
    async run(signal, exchange) {
      await turn(signal)
      const { era } = width
      const told = (headers: Record<string, string>) => {
        const limit = readRateLimit(headers, now())
        if (limit) heed(limit)
      }
      try {
        const answer = await exchange(told)
        probing = false
        return answer
      } catch (error) {
        heedFailure(error, era)
        throw error
      } finally {
        active--
        if (queue.size > 0) admit()
      }
    },
    close() {
      closing.abort()
      admit()
    },
  }
}
