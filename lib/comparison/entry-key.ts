import { meetsRequirement } from '@/lib/coverage/require'
import { type Platform, parsePlatform, platformKey } from '@/lib/oci/platform'

interface Keyed {
  platform: Platform | null
}

/**
 * What names an entry in a query string: its platform, or `#` and its place in this list where two are equal or it
 * has none. Unique; an entry's number in the index is not, because those of a nested index share it.
 */
export function entryKeys(entries: readonly Keyed[]): string[] {
  const seen = new Set<string>()
  return entries.map(({ platform }, place) => {
    const key = platform ? platformKey(platform) : ''
    if (key === '' || seen.has(key)) return `#${place}`
    seen.add(key)
    return key
  })
}

/** The place of the entry that is asked for, by its key or any spelling of its platform; null when there is none. */
export function placeOfEntry(entries: readonly Keyed[], asked: string): number | null {
  const exact = entryKeys(entries).indexOf(asked)
  if (exact >= 0) return exact
  const parsed = parsePlatform(asked)
  if (!parsed.ok) return null
  const place = entries.findIndex(({ platform }) => platform && meetsRequirement(platform, parsed.value))
  return place < 0 ? null : place
}
