const LINKED = new Set([
  'org.opencontainers.image.url',
  'org.opencontainers.image.source',
  'org.opencontainers.image.documentation',
])

/** The address an annotation or label may be a link to; null where it stays text: only http and https, only these keys. */
export function annotationLink(key: string, value: string): string | null {
  if (!LINKED.has(key) || !/^https?:\/\//i.test(value)) return null
  if (!URL.canParse(value)) return null
  const url = new URL(value)
  // A name before @ reads as the host it is not.
  if (url.username || url.password) return null
  return url.href
}
