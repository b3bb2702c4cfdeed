import { platformKey } from '@/lib/oci/platform'
import type { Change, ComparableEntry } from './comparable'

/** One platform on both sides: places in the lists of entries, null on the side that does not have it. */
export interface PlatformMatch {
  change: Change
  a: number | null
  b: number | null
}

/**
 * Lays the entries of two images side by side by normalised platform: those of `a` in their order, then what `b` alone
 * has. Of several with one platform, or with none, equal digests go together first, the rest in their order.
 */
export function matchPlatforms(
  a: readonly ComparableEntry[],
  b: readonly ComparableEntry[],
): PlatformMatch[] {
  const groupsB = placesByPlatform(b)
  const pairs = new Map<number, number>()
  for (const [key, places] of placesByPlatform(a))
    for (const [placeA, placeB] of matchGroup(places, groupsB.get(key) ?? [], { a, b, key }))
      pairs.set(placeA, placeB)
  const taken = new Set(pairs.values())
  return [
    ...a.map((entry, place): PlatformMatch => {
      const other = pairs.get(place)
      if (other === undefined) return { change: 'removed', a: place, b: null }
      return { change: entry.digest === b[other]?.digest ? 'same' : 'changed', a: place, b: other }
    }),
    ...[...b.keys()]
      .filter((place) => !taken.has(place))
      .map((place): PlatformMatch => ({ change: 'added', a: null, b: place })),
  ]
}

function placesByPlatform(entries: readonly ComparableEntry[]): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  for (const [place, { platform }] of entries.entries()) {
    const key = platform ? platformKey(platform) : ''
    groups.set(key, [...(groups.get(key) ?? []), place])
  }
  return groups
}

interface Group {
  a: readonly ComparableEntry[]
  b: readonly ComparableEntry[]
  /** Empty for entries without a platform. */
  key: string
}

function matchGroup(
  placesA: readonly number[],
  placesB: readonly number[],
  { a, b, key }: Group,
): [number, number][] {
  const free = [...placesB]
  const rest: number[] = []
  const pairs: [number, number][] = []
  for (const place of placesA) {
    const equal = free.findIndex((other) => b[other]?.digest === a[place]?.digest)
    const [other] = equal < 0 ? [] : free.splice(equal, 1)
    if (other === undefined) rest.push(place)
    else pairs.push([place, other])
  }
  // Entries that run on nothing have nothing in common, unless they are all there is.
  const alone = a.length === 1 && b.length === 1
  if (key === '' && !alone) return pairs
  for (const [i, place] of rest.entries()) {
    const other = free[i]
    if (other !== undefined) pairs.push([place, other])
  }
  return pairs
}
