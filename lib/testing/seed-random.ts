/** Numbers from 0 to 1 that are the same for the same seed (mulberry32), and the choices made with them. */
export function createRandom(seed: number): Random {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (bound: number) => Math.floor(next() * bound)
  return {
    below,
    chance: (share) => next() < share,
    shuffled(items) {
      const rest = [...items]
      return items.flatMap(() => rest.splice(below(rest.length), 1))
    },
  }
}

export interface Random {
  /** A whole number from 0 to below `bound`. */
  below(bound: number): number
  /** True in `share` (0 to 1) of all cases. */
  chance(share: number): boolean
  shuffled<T>(items: readonly T[]): T[]
}
