import 'server-only'

/** Credentials, a path or a query in an address would end up where nobody expects them: refused. */
export function parseWebAddress(text: string): URL | null {
  const url = parseHookAddress(text)
  return url?.search === '' ? url : null
}

/** Where to post to: an http(s) address that may have a path and a query, since some carry their key there. */
export function parseHookAddress(text: string): URL | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const plain = /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.hash
  return plain && url.hostname !== '' ? url : null
}
