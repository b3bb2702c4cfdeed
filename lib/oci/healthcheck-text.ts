import type { Healthcheck } from './image-config'

/** The command of a health check, and how often it is asked: what is not said is the engine's to choose. */
export function healthcheckText(check: Healthcheck): string {
  const [kind, ...words] = check.test
  if (kind === 'NONE') return 'switched off'
  if (kind === undefined) return 'the command of the base image'
  const command = kind === 'CMD-SHELL' ? words.join(' ') : JSON.stringify(kind === 'CMD' ? words : check.test)
  const options = [
    ['every', check.interval],
    ['times out after', check.timeout],
    ['failures do not count for the first', check.startPeriod],
    ['asked meanwhile every', check.startInterval],
  ] as const
  const times = options.flatMap(([name, value]) => (value === null ? [] : [`${name} ${durationText(value)}`]))
  const retries = check.retries === null ? [] : [`unhealthy after ${check.retries} failures`]
  return [command, [...times, ...retries].join(', ')].filter((line) => line !== '').join('\n')
}

/** `1m30s`, as the Dockerfile writes it. */
function durationText(nanoseconds: number): string {
  const seconds = nanoseconds / 1e9
  if (seconds < 1) return `${Number((seconds * 1000).toPrecision(3))}ms`
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const rest = Number((seconds % 60).toFixed(3))
  return `${hours ? `${hours}h` : ''}${minutes ? `${minutes}m` : ''}${rest || seconds < 60 ? `${rest}s` : ''}`
}
