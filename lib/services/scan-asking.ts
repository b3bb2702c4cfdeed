import 'server-only'

/**
 * Who had nothing of a kind to do is not asked for it again until there may be something, and not for longer than
 * `staleMs`: of what others leave behind nobody hears.
 */
export function createAsking({ staleMs, now }: { staleMs: number; now: () => number }) {
  const nothing = new Map<string, number>()
  let era = 0
  const hadNothing = (key: string) => now() - (nothing.get(key) ?? Number.NEGATIVE_INFINITY) < staleMs
  return {
    async of<T>(
      registries: readonly string[],
      kind: 'listing' | 'item' | 'part',
      claim: (registries: string[]) => Promise<T | null>,
    ): Promise<T | null> {
      const names = registries.filter((name) => !hadNothing(`${kind} ${name}`))
      if (names.length === 0) return null
      const before = era
      const claimed = await claim(names)
      // What was heard of while the answer was on its way is not in it.
      if (claimed === null && era === before) for (const name of names) nothing.set(`${kind} ${name}`, now())
      return claimed
    },
    anew(): void {
      era++
      nothing.clear()
    },
  }
}
