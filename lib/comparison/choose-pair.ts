import type { ComparableEntry } from './comparable'
import { placeOfEntry } from './entry-key'
import type { PlatformMatch } from './match-platforms'

/** What a person asked to see of each side; undefined leaves the choice open. */
export interface WantedPair {
  a: string | undefined
  b: string | undefined
}

export interface ChosenPair {
  /** Places in the lists of entries; null where a side has nothing, or not what was asked for. */
  pair: { a: number; b: number } | null
  /** What was asked for and is not there. */
  unmet: { side: 'a' | 'b'; platform: string }[]
}

interface Sides {
  a: readonly ComparableEntry[]
  b: readonly ComparableEntry[]
  matches: readonly PlatformMatch[]
}

/**
 * The two entries to compare: those asked for, else the other side's same platform, else the first platform that
 * differs and can be read on both sides, else what comes first.
 */
export function choosePair({ a, b, matches }: Sides, wanted: WantedPair): ChosenPair {
  const askedA = wanted.a === undefined ? null : placeOfEntry(a, wanted.a)
  const askedB = wanted.b === undefined ? null : placeOfEntry(b, wanted.b)
  const unmet: ChosenPair['unmet'] = []
  if (wanted.a !== undefined && askedA === null) unmet.push({ side: 'a', platform: wanted.a })
  if (wanted.b !== undefined && askedB === null) unmet.push({ side: 'b', platform: wanted.b })
  if (unmet.length > 0) return { pair: null, unmet }
  const like = standardMatch({ a, b, matches }, askedA, askedB)
  const placeA = askedA ?? like?.a ?? firstReadable(a)
  const placeB = askedB ?? like?.b ?? firstReadable(b)
  return { pair: placeA === null || placeB === null ? null : { a: placeA, b: placeB }, unmet }
}

function standardMatch({ a, b, matches }: Sides, askedA: number | null, askedB: number | null) {
  if (askedA !== null) return matches.find((match) => match.a === askedA)
  if (askedB !== null) return matches.find((match) => match.b === askedB)
  const both = matches.filter((match) => match.a !== null && match.b !== null)
  const readable = both.filter(
    (match) => a[match.a ?? -1]?.status === 'present' && b[match.b ?? -1]?.status === 'present',
  )
  return readable.find(({ change }) => change === 'changed') ?? readable[0] ?? both[0]
}

function firstReadable(entries: readonly ComparableEntry[]): number | null {
  const place = entries.findIndex(({ status }) => status === 'present')
  return place >= 0 ? place : entries.length > 0 ? 0 : null
}
