/** More platforms than these are a number. */
const NAMED_MAX = 12

/** The other platforms with the same layer. */
export function sharedInWords(platforms: readonly string[]): string {
  const more = platforms.length - NAMED_MAX
  const named = platforms.slice(0, NAMED_MAX).join(', ')
  return more > 0 ? `${named} and ${more} more` : named
}
