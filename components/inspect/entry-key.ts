import { entryKeys as keysOf, placeOfEntry } from '@/lib/comparison/entry-key'
import type { InspectedPlatform } from '@/lib/contract/inspect'

/** What names each entry in the query string. */
export const entryKeys = (platforms: readonly InspectedPlatform[]): string[] => keysOf(platforms)

/** The entry a query string asks for, by any spelling of its platform; null when there is none like it. */
export function findEntry(
  platforms: readonly InspectedPlatform[],
  asked: string | null,
): InspectedPlatform | null {
  const place = asked ? placeOfEntry(platforms, asked) : null
  return place === null ? null : (platforms[place] ?? null)
}
