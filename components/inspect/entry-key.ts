import type { InspectedPlatform } from '@/lib/contract/inspect'
import { meetsRequirement } from '@/lib/coverage/require'
import { parsePlatform, platformKey } from '@/lib/oci/platform'

/**
 * What names an entry in the query string: its platform, or its place in this list where two are equal or it has
 * none. Unique; the entry's number is not, because those of a nested index share it.
 */
export function entryKeys(platforms: readonly InspectedPlatform[]): string[] {
  const seen = new Set<string>()
  return platforms.map(({ platform }, place) => {
    const key = platform ? platformKey(platform) : ''
    if (key === '' || seen.has(key)) return `#${place}`
    seen.add(key)
    return key
  })
}

/** The entry a query string asks for, by any spelling of its platform; null when there is none like it. */
export function findEntry(
  platforms: readonly InspectedPlatform[],
  asked: string | null,
): InspectedPlatform | null {
  if (!asked) return null
  const place = entryKeys(platforms).indexOf(asked)
  if (place >= 0) return platforms[place] ?? null
  const parsed = parsePlatform(asked)
  if (!parsed.ok) return null
  return platforms.find(({ platform }) => platform && meetsRequirement(platform, parsed.value)) ?? null
}
