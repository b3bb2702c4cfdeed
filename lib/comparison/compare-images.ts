import { type ChosenPair, choosePair, type WantedPair } from './choose-pair'
import type { ComparableImage } from './comparable'
import { compareEntries, type EntryComparison } from './compare-entries'
import { type ComparedValue, compareValues } from './compare-values'
import { matchPlatforms, type PlatformMatch } from './match-platforms'

export interface ImageComparison {
  platforms: PlatformMatch[]
  /** Those of the indexes, or manifests, themselves. */
  annotations: ComparedValue[]
  /** The two entries looked into; null where a side has none, or not what was asked for. */
  pair: { a: number; b: number; comparison: EntryComparison } | null
  unmet: ChosenPair['unmet']
}

/** Two images or indexes: their platforms, and one entry of each in depth. */
export function compareImages(
  a: ComparableImage,
  b: ComparableImage,
  wanted: WantedPair = { a: undefined, b: undefined },
): ImageComparison {
  const platforms = matchPlatforms(a.entries, b.entries)
  const { pair, unmet } = choosePair({ a: a.entries, b: b.entries, matches: platforms }, wanted)
  const entryA = pair && a.entries[pair.a]
  const entryB = pair && b.entries[pair.b]
  return {
    platforms,
    annotations: compareValues(Object.entries(a.annotations), Object.entries(b.annotations)),
    pair: pair && entryA && entryB ? { ...pair, comparison: compareEntries(entryA, entryB) } : null,
    unmet,
  }
}
