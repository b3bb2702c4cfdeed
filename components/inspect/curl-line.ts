import type { InspectFormat } from '@/lib/client/inspect'
import { shellQuote } from '@/lib/composition/export/shell-words'
import { apiPath } from '@/lib/routes'

/** The same answer in a terminal. */
export function curlLine(reference: string, format: InspectFormat): string {
  const origin = typeof window === 'undefined' ? '' : window.location.origin
  return `curl -s ${shellQuote(origin + apiPath('inspect', { ref: reference, format }))}`
}
