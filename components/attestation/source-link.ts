/**
 * The address of a source or material where it has one a browser can open: http or https, `git+` left off, and
 * nobody's name before @, which reads as the host it is not. Null where it stays text.
 */
export function sourceLink(uri: string): string | null {
  const address = uri.replace(/^git\+(?=https?:)/i, '')
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null
  const url = new URL(address)
  return url.username || url.password ? null : url.href
}
