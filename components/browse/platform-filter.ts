/** What a row must have or lack, by platform: the form of `platform` in the API and in the page's address. */
export type PlatformFilter = ReadonlyMap<string, 'has' | 'lacks'>

/** Reads `linux/s390x,!linux/arm64`. Of two wishes about one platform the later counts. */
export function parsePlatformFilter(text: string): PlatformFilter {
  const wishes = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '!')
  return new Map(
    wishes.map((part) => (part.startsWith('!') ? [part.slice(1).trim(), 'lacks'] : [part, 'has'])),
  )
}

export function formatPlatformFilter(filter: PlatformFilter): string {
  return [...filter].map(([platform, wish]) => (wish === 'lacks' ? `!${platform}` : platform)).join(',')
}

/** The same filter with another wish about one platform; null takes it out. */
export function withWish(
  filter: PlatformFilter,
  platform: string,
  wish: 'has' | 'lacks' | null,
): PlatformFilter {
  const changed = new Map(filter)
  if (wish === null) changed.delete(platform)
  else changed.set(platform, wish)
  return changed
}
