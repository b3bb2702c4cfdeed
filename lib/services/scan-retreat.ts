import 'server-only'

const DELAYS_MS = [1_000, 2_000, 5_000, 15_000, 30_000]
/** A registry that is silent for so long is not waited for any more. */
const SILENCE_MS_MAX = 10 * 60_000

/** Keeps away from registries that do not answer, longer and longer. */
export function createRetreat(now: () => number) {
  const silences = new Map<string, { since: number; times: number; until: number }>()
  return {
    mayAsk: (registry: string): boolean => (silences.get(registry)?.until ?? 0) <= now(),
    answered: (registry: string): void => void silences.delete(registry),
    /** Answers whether it has been silent for too long; it is forgiven then, so that the next scan asks anew. */
    silent(registry: string): boolean {
      const before = silences.get(registry) ?? { since: now(), times: 0, until: 0 }
      if (now() - before.since > SILENCE_MS_MAX) {
        silences.delete(registry)
        return true
      }
      const delay = DELAYS_MS[Math.min(before.times, DELAYS_MS.length - 1)] ?? 30_000
      silences.set(registry, { since: before.since, times: before.times + 1, until: now() + delay })
      return false
    },
  }
}
