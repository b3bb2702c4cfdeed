/** A clock that stands still until it is told to go on, and waits that it ends. */
export function createTestClock(startsAt = 0) {
  let at = startsAt
  const waiting = new Set<{ until: number; end: () => void }>()
  return {
    now: () => at,
    wait: (milliseconds: number, signal: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        const wait = { until: at + milliseconds, end: resolve }
        waiting.add(wait)
        const leave = () => waiting.delete(wait) && reject(signal.reason)
        signal.addEventListener('abort', leave, { once: true })
      }),
    /** Milliseconds until the waits under way end, shortest first. */
    waits: () => [...waiting].map(({ until }) => until - at).sort((a, b) => a - b),
    /** Goes on, ends the waits whose time has come, and lets what they held up run. */
    async advance(milliseconds: number) {
      at += milliseconds
      for (const wait of waiting) {
        if (wait.until > at) continue
        waiting.delete(wait)
        wait.end()
      }
      await settled()
    },
  }
}

/** Everything that only waits for promises has run. */
export const settled = () => new Promise<void>((resolve) => setImmediate(resolve))
