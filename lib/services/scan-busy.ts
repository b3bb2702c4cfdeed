import 'server-only'

/** What is under way, by registry: what is read, and what is near its end: its last answers, and its judgement. */
export function createBusy() {
  const reading = new Map<string, number>()
  const underWay = new Map<string, number>()
  const running = new Set<Promise<unknown>>()
  const count = (counts: Map<string, number>, registry: string, more: number) =>
    counts.set(registry, (counts.get(registry) ?? 0) + more)
  return {
    hasRoom: (registry: string, most: number) =>
      (reading.get(registry) ?? 0) < most && (underWay.get(registry) ?? 0) < 2 * most,
    /** `work` tells when it is near its end, so that the next one begins before the registry has nothing to do; `freed` hears of that, and of the end. */
    add(registry: string, work: (nearEnd: () => void) => Promise<unknown>, freed: () => void): void {
      count(reading, registry, 1)
      count(underWay, registry, 1)
      let isReading = true
      const nearEnd = () => {
        if (!isReading) return
        count(reading, registry, -1)
        isReading = false
        freed()
      }
      const ended: Promise<unknown> = work(nearEnd).finally(() => {
        running.delete(ended)
        count(underWay, registry, -1)
        nearEnd()
        freed()
      })
      running.add(ended)
    },
    ended: () => Promise.all(running),
  }
}
