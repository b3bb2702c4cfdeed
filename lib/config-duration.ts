import 'server-only'

const UNIT_MS = new Map([
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
])
/** Below what a timer of Node can wait. */
const DURATION_MS_MAX = 21 * 86_400_000

/** Whether `text` is `never`, or a whole number of s, m, h or d from 1s to 21d. */
export function isDuration(text: string): boolean {
  const milliseconds = readDuration(text)
  if (milliseconds === null) return text === 'never'
  return milliseconds > 0 && milliseconds <= DURATION_MS_MAX
}

/** Milliseconds of a text that is a duration; null for `never`. */
export function readDuration(text: string): number | null {
  const [, count, unit = ''] = /^(\d{1,7})([smhd])$/.exec(text) ?? []
  const unitMs = UNIT_MS.get(unit)
  return unitMs === undefined ? null : Number(count) * unitMs
}
