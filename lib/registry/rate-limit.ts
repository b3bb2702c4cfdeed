import 'server-only'

/** What a registry says it still allows. */
export interface RateLimit {
  remaining: number
  /** Milliseconds since the epoch when there is more; null where it does not say. */
  resetsAt: number | null
}

const REMAINING = ['ratelimit-remaining', 'x-ratelimit-remaining'] as const
const RESET = ['ratelimit-reset', 'x-ratelimit-reset'] as const
/** Larger numbers are a time, smaller ones are seconds from now. */
const EPOCH_SECONDS_MIN = 1_000_000_000

/**
 * Reads Docker Hub's `ratelimit-remaining: 76;w=21600` and the `RateLimit-*` and `X-RateLimit-*` of others. Where only
 * the window (seconds) is told, what was used comes back within it. Null where nothing is told.
 */
export function readRateLimit(headers: Record<string, string>, nowMs: number): RateLimit | null {
  const told = headers[REMAINING[0]] ?? headers[REMAINING[1]]
  if (told === undefined) return null
  const [, remaining] = /^\s*(\d{1,9})\b/.exec(told) ?? []
  if (remaining === undefined) return null
  const [, reset] = /^\s*(\d{1,12})\b/.exec(headers[RESET[0]] ?? headers[RESET[1]] ?? '') ?? []
  const [, window] = /;\s*w=(\d{1,9})\b/.exec(told) ?? []
  return { remaining: Number(remaining), resetsAt: resetAt(reset ?? window, nowMs) }
}

function resetAt(told: string | undefined, nowMs: number): number | null {
  if (told === undefined) return null
  const seconds = Number(told)
  return seconds >= EPOCH_SECONDS_MIN ? seconds * 1000 : nowMs + seconds * 1000
}
