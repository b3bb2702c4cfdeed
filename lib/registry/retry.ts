import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Deadline } from './deadline'
import { RegistryError } from './errors'

/**
 * `normal`: three tries. `tag`: as normal, but a 500 is soon asked again, for the registry may be in the middle
 * of writing that tag. `never`: for calls that may have happened although they failed.
 */
export type RetryPolicy = 'normal' | 'tag' | 'never'

const ATTEMPTS = 3
const FIRST_DELAY_MS = 250
const DELAY_MS_MAX = 10_000
const RETRY_AFTER_SECONDS_MAX = 60
const HALF_WRITTEN_DELAYS_MS = [50, 250]

/** Milliseconds until the next try, or null when there is to be none. `random` is in [0, 1): full jitter. */
export function retryDelayMs(failed: {
  error: unknown
  /** The tries so far, at least 1. */
  attempt: number
  policy: RetryPolicy
  random: number
  remainingMs: number
}): number | null {
  const { error, attempt, policy, random, remainingMs } = failed
  if (!(error instanceof RegistryError) || error.details.retryable !== true) return null
  if (policy === 'never' || attempt >= ATTEMPTS) return null
  const { status, retryAfterSeconds } = error.details
  if (retryAfterSeconds !== null && retryAfterSeconds > RETRY_AFTER_SECONDS_MAX) return null
  const backoff = random * Math.min(DELAY_MS_MAX, FIRST_DELAY_MS * 3 ** (attempt - 1))
  const halfWritten = policy === 'tag' && status === 500 ? HALF_WRITTEN_DELAYS_MS[attempt - 1] : undefined
  const delay = retryAfterSeconds !== null ? retryAfterSeconds * 1000 : (halfWritten ?? backoff)
  return delay < remainingMs ? delay : null
}

/** Seconds, from `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3); null when there is none. */
export function readRetryAfter(value: string | undefined, nowMs: number): number | null {
  if (value === undefined) return null
  if (/^\s*\d{1,9}\s*$/.test(value)) return Number(value)
  const date = Date.parse(value)
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - nowMs) / 1000))
}

export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>

export const waitFor: Wait = (milliseconds, signal) => sleep(milliseconds, undefined, { signal })

/** Runs until it succeeds, or fails for good. Waits between tries, never past the deadline. */
export async function withRetries<T>(
  run: () => Promise<T>,
  how: { policy: RetryPolicy; deadline: Deadline; random: () => number; wait: Wait },
): Promise<T> {
  const { policy, deadline, random, wait } = how
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (error) {
      const remainingMs = deadline.remainingMs()
      const delay = retryDelayMs({ error, attempt, policy, random: random(), remainingMs })
      if (delay === null || deadline.signal.aborted) throw error
      await wait(delay, deadline.signal)
    }
  }
}
