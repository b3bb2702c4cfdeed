import { expect, test } from 'vitest'
import { type RegistryErrorDetails, registryError } from './errors'
import { RETRY_LIMITS, type RetryPolicy, readRetryAfter, retryDelayMs } from './retry'

const asked = { registry: 'r', method: 'GET', url: 'http://r/' }
const failing = (details: Partial<RegistryErrorDetails>) =>
  registryError(asked, 'REGISTRY_REFUSED', 'no', { retryable: true, ...details })

const CASES: [
  string,
  Partial<RegistryErrorDetails>,
  { attempt?: number; policy?: RetryPolicy; remainingMs?: number },
  number | null,
][] = [
  ['the first wait is up to 250 ms', { status: 503 }, {}, 125],
  ['the second three times as long', { status: 503 }, { attempt: 2 }, 375],
  ['the third try is the last', { status: 503 }, { attempt: 3 }, null],
  ['Retry-After is obeyed', { status: 429, retryAfterSeconds: 7 }, {}, 7000],
  ['up to a minute', { status: 429, retryAfterSeconds: 60 }, {}, 60_000],
  ['but not longer', { status: 429, retryAfterSeconds: 61 }, {}, null],
  ['and never past the deadline', { status: 429, retryAfterSeconds: 7 }, { remainingMs: 6999 }, null],
  ['a half-written tag is asked again soon', { status: 500 }, { policy: 'tag' }, 50],
  ['and once more', { status: 500 }, { policy: 'tag', attempt: 2 }, 250],
  ['what may have happened is not repeated', { status: 503 }, { policy: 'never' }, null],
  ['what cannot succeed is not repeated', { status: 400, retryable: false }, {}, null],
]

test.each(CASES)('%s', (_name, details, how, expected) => {
  const defaults = { attempt: 1, policy: 'normal' as const, random: 0.5, remainingMs: 120_000 }
  expect(retryDelayMs({ ...defaults, ...how, error: failing(details) })).toBe(expected)
})

test.each([
  ['a scan tries five times', { status: 503 }, 4, 3375],
  ['and no more', { status: 503 }, 5, null],
  ['a Retry-After is not its to wait for: the lane does', { status: 429, retryAfterSeconds: 7200 }, 1, 0],
  ['a 500 that lasts is one', { status: 500 }, 3, null],
])('%s', (_name, details, attempt, expected) => {
  const how = { policy: 'normal', random: 0.5, remainingMs: 1e9, limits: RETRY_LIMITS.scan } as const
  expect(retryDelayMs({ ...how, attempt, error: failing(details) })).toBe(expected)
})

test('only errors of the registry are repeated', () => {
  expect(
    retryDelayMs({ error: new TypeError('bug'), attempt: 1, policy: 'normal', random: 0, remainingMs: 1e6 }),
  ).toBeNull()
})

const NOW = Date.UTC(2026, 10, 23, 12, 0, 0)
test.each([
  [undefined, null],
  ['0', 0],
  ['120', 120],
  ['Mon, 23 Nov 2026 12:00:30 GMT', 30],
  ['Mon, 23 Nov 2026 11:00:00 GMT', 0],
  ['soon', null],
])('Retry-After %j is %j seconds', (value, seconds) => {
  expect(readRetryAfter(value, NOW)).toBe(seconds)
})
