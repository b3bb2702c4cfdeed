import 'server-only'

export interface Deadline {
  /** Fires when the time is up, or with the caller's own signal. */
  signal: AbortSignal
  readonly expired: boolean
  remainingMs(): number
  /** The time no longer counts; the caller's signal still does. */
  disarm(): void
  /** Neither counts any more. Every deadline must be released. */
  release(): void
}

/** One time limit over all that a call does. (`AbortSignal.any` keeps its sources' listeners alive on Node 20.) */
export function startDeadline(milliseconds: number, caller?: AbortSignal): Deadline {
  const controller = new AbortController()
  const endsAt = performance.now() + milliseconds
  let expired = false
  const timer = setTimeout(() => {
    expired = true
    controller.abort(new DOMException('The time is up.', 'TimeoutError'))
  }, milliseconds)
  timer.unref()
  const onAbort = () => controller.abort(caller?.reason)
  if (caller?.aborted) onAbort()
  caller?.addEventListener('abort', onAbort, { once: true })
  return {
    signal: controller.signal,
    get expired() {
      return expired
    },
    remainingMs: () => Math.max(0, endsAt - performance.now()),
    disarm: () => clearTimeout(timer),
    release() {
      clearTimeout(timer)
      caller?.removeEventListener('abort', onAbort)
    },
  }
}
