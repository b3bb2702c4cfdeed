/** More platforms than these are a number. */
const NAMED_MAX = 12

/** The other platforms with the same layer. */
export function sharedInWords(platforms: readonly string[], most = NAMED_MAX): string {
  const more = platforms.length - most
  const named = platforms.slice(0, most).join(', ')
  return more > 0 ? `${named} and ${more} more` : named
}
