import type { InspectFormat } from '@/lib/client/inspect'
import { shellQuote } from '@/lib/composition/export/shell-words'
import { apiPath } from '@/lib/routes'

/** The same answer in a terminal. */
export const curlLine = (reference: string, format: InspectFormat): string =>
  curlAddress(apiPath('inspect', { ref: reference, format }))

/** `address`: a path on this server, as `apiPath` makes it. */
export function curlAddress(address: string): string {
  const origin = typeof window === 'undefined' ? '' : window.location.origin
  return `curl -s ${shellQuote(origin + address)}`
}
