import 'server-only'
/** `new URL` for addresses a server sent: null when it is none. */
export function parseUrl(text: string, base?: string | URL): URL | null {
  return URL.canParse(text, base?.toString()) ? new URL(text, base) : null
}
