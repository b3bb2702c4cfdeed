/** When and how long to wait before a call that may be repeated is repeated. */

const RETRYABLE_STATUSES = new Set([408, 429, 500, 502, 503, 504, 522])
const ATTEMPTS_MAX = 3
const DELAY_MAX_MS = 10_000
const RETRY_AFTER_MAX_SECONDS = 60

export const isRetryableStatus = (status: number): boolean => RETRYABLE_STATUSES.has(status)

/**
 * Milliseconds to wait before attempt `attempt + 1`, or null to give up. A registry's own `Retry-After` is
 * obeyed up to a minute. A 500 is often a tag half written: it is asked again at once.
 */
export function retryDelayMs(failed: {
  attempt: number
  status: number | null
  retryAfterSeconds: number | null
  random: () => number
}): number | null {
  const { attempt, status, retryAfterSeconds, random } = failed
  if (attempt >= ATTEMPTS_MAX) return null
  if (retryAfterSeconds !== null) {
    return retryAfterSeconds > RETRY_AFTER_MAX_SECONDS ? null : retryAfterSeconds * 1000
  }
  const base = status === 500 ? 50 * 5 ** (attempt - 1) : 250 * 3 ** (attempt - 1)
  return Math.min(DELAY_MAX_MS, base * (status === 500 ? 1 : random()))
}

/** `Retry-After` in seconds, from seconds or a date; null when there is none. */
export function readRetryAfter(header: string | undefined, now: number): number | null {
  if (!header) return null
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return Math.max(0, seconds)
  const date = Date.parse(header)
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now) / 1000))
}
