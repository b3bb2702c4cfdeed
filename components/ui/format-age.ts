const STEPS = [
  { unit: 'year', ms: 365.25 * 86_400_000 },
  { unit: 'month', ms: 30.44 * 86_400_000 },
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const

const words = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** `3 hours ago`, `in 2 days`, `just now`; both instants in milliseconds since the epoch. */
export function formatAge(then: number, now: number): string {
  const distance = then - now
  const step = STEPS.find(({ ms }) => Math.abs(distance) >= ms)
  if (!step) return 'just now'
  return words.format(Math.trunc(distance / step.ms), step.unit)
}
