import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Deadline } from './deadline'
import { RegistryError } from './errors'

/**
 * `normal`: three tries. `tag`: as normal, but a 500 is soon asked again, for the registry may be in the middle
 * of writing that tag. `never`: for calls that may have happened although they failed.
 */
export type RetryPolicy = 'normal' | 'tag' | 'never'

const FIRST_DELAY_MS = 250

export interface RetryLimits {
  /** The first try included. */
  attempts: number
  delayMsMax: number
  /** Null: whoever lines up the calls obeys a `Retry-After`, so that nobody else has to. */
  retryAfterSecondsMax: number | null
}

/** People want to know soon; a scan has time. */
export const RETRY_LIMITS = {
  people: { attempts: 3, delayMsMax: 10_000, retryAfterSecondsMax: 60 },
  scan: { attempts: 5, delayMsMax: 60_000, retryAfterSecondsMax: null },
} as const satisfies Record<string, RetryLimits>

const HALF_WRITTEN_DELAYS_MS = [50, 250]

/** Milliseconds until the next try, or null when there is to be none. `random` is in [0, 1): full jitter. */
export function retryDelayMs(failed: {
  error: unknown
  /** The tries so far, at least 1. */
  attempt: number
  policy: RetryPolicy
  random: number
  remainingMs: number
  limits?: RetryLimits
}): number | null {
  const { error, attempt, policy, random, remainingMs, limits = RETRY_LIMITS.people } = failed
  if (!(error instanceof RegistryError) || error.details.retryable !== true) return null
  if (policy === 'never' || attempt >= limits.attempts) return null
  const { status, retryAfterSeconds } = error.details
  // A busy registry has another answer; this one lasts, after a moment, until somebody mends what is broken.
  if (status === 500 && attempt > HALF_WRITTEN_DELAYS_MS.length) return null
  if (retryAfterSeconds !== null && limits.retryAfterSecondsMax === null) return 0
  if (retryAfterSeconds !== null && retryAfterSeconds > (limits.retryAfterSecondsMax ?? 0)) return null
  const backoff = random * Math.min(limits.delayMsMax, FIRST_DELAY_MS * 3 ** (attempt - 1))
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
