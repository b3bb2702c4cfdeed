import 'server-only'

const WIDENS_EVERY_MS = 60_000

export interface LaneWidth {
  /** How many may be under way now. */
  current(): number
  /** What a call remembers of the moment it set out. */
  readonly era: number
  /** Halves; but only once for all that were under way together, which `era` tells. */
  narrow(era: number): void
}

/** As wide as a registry bears: halved whenever it is in trouble, one wider a minute from then on. */
export function createLaneWidth(most: number, now: () => number): LaneWidth {
  let width = most
  let narrowedAt = 0
  let era = 0
  const current = () =>
    width === most ? most : Math.min(most, width + Math.floor((now() - narrowedAt) / WIDENS_EVERY_MS))
  return {
    current,
    get era() {
      return era
    },
    narrow(from) {
      if (from !== era) return
      era++
      width = Math.max(1, Math.floor(current() / 2))
      narrowedAt = now()
    },
  }
}
