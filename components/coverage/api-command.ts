import { shellQuote } from '@/lib/composition/export/shell-words'
import { apiPath } from '@/lib/routes'

const origin = () => (typeof window === 'undefined' ? '' : window.location.origin)

/** The whole address of a call on this server, as it works from elsewhere. */
export const apiAddress = (path: string, query: Record<string, string | undefined> = {}): string =>
  origin() + apiPath(path, query)

/** A POST as a person would send it from a terminal. */
export function writeCommand(path: string, body: unknown): string {
  const json = shellQuote(JSON.stringify(body))
  return `curl --fail-with-body -H 'content-type: application/json' -d ${json} ${shellQuote(apiAddress(path))}`
}

/** What a pipeline asks: it fails as long as a finding is an error. */
export const gateCommand = (query: Record<string, string>): string =>
  `curl --fail-with-body ${shellQuote(apiAddress('coverage', { ...query, strict: 'true' }))}`
