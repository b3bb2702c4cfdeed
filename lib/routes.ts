import type { Route } from 'next'
import { formatReference, type Reference } from './oci/reference'

/** The only place that builds or parses Manifold's own URLs: the path is the image reference. */

const BASE_PATH = process.env.NEXT_PUBLIC_BASE_PATH ?? ''

/** `:` and `@` stay readable; a tag ending in `.rsc` would be taken for one of Next's own payloads. */
function encodeSegments(path: string): string {
  return path
    .split('/')
    .map((segment) => encodeURIComponent(segment).replaceAll('%3A', ':').replaceAll('%40', '@'))
    .join('/')
    .replace(/\.rsc$/, '%2Ersc')
}

function withQuery(path: string, query: Record<string, string | undefined>): Route {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return (given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`) as Route
}

export const homePath = (query: { registry?: string; q?: string } = {}): Route => withQuery('/', query)
export const activityPath = (): Route => '/activity' as Route

/**
 * A repository's page or, with a tag or a digest, an image's; `path` and `layer` are of its files. `compare`: the first
 * of two tags that are picked.
 */
export const referencePath = (
  reference: Reference,
  query: {
    platform?: string
    tab?: string
    raw?: string
    layer?: string
    path?: string
    compare?: string
  } = {},
): Route => withQuery(`/r/${encodeSegments(formatReference(reference))}`, query)

const SPEC_KEY = 'spec='

/**
 * `from` opens the composer with one source filled in, `target` with the tag to write, `edit` with an index to change,
 * `repair` with what mends a tag.
 * `spec` is a whole composition, packed: it stands in the fragment, which no server and no log ever sees.
 */
export function composePath({
  spec,
  ...query
}: {
  from?: string
  target?: string
  edit?: string
  repair?: string
  spec?: string
} = {}): Route {
  const path = withQuery('/compose', query)
  return (spec === undefined ? path : `${path}#${SPEC_KEY}${spec}`) as Route
}

/** The packed composition in an address's fragment (`location.hash`), or null when it has none. */
export function specInHash(hash: string): string | null {
  return hash.startsWith(`#${SPEC_KEY}`) ? hash.slice(SPEC_KEY.length + 1) : null
}

/** A page's whole address on this server, for people to send: `origin` is the browser's. */
export const pageAddress = (origin: string, path: Route): string => `${origin}${BASE_PATH}${path}`

/** What could be composed: of one registry, or of what one repository has a part in. */
export const suggestionsPath = (query: { registry?: string; repository?: string } = {}): Route =>
  withQuery('/compose/suggestions', query)

/** Of everything, of a registry, or of a repository; `tab` and filters as the page itself writes them. */
export const coveragePath = (
  query: { registry?: string; repository?: string; require?: string; finding?: string; tab?: string } = {},
): Route => withQuery('/coverage', query)

/** Tags of everything scanned that match a query; without one, what can be asked. */
export const searchPath = (query: { q?: string } = {}): Route => withQuery('/search', query)

/** Two references side by side: `a` and `b` whole, the platforms as the page itself writes them. */
export const comparePath = (
  query: { a?: string; b?: string; platformA?: string; platformB?: string } = {},
): Route => withQuery('/compare', query)

/** Composed tags whose sources have moved since: everywhere, of a registry or of a repository. */
export const lockstepPath = (query: { registry?: string; repository?: string } = {}): Route =>
  withQuery('/lockstep', query)

/** The address of an API call, for `fetch`, links and the commands shown to people. */
export const apiPath = (path: string, query: Record<string, string | undefined> = {}): string =>
  withQuery(`${BASE_PATH}/api/${path}`, query)

/** Undoes the percent-encoding page `params` arrive with: once, and only here. Null when it is malformed. */
export function decodeSegments(segments: readonly string[]): string | null {
  try {
    return segments.map(decodeURIComponent).join('/')
  } catch {
    return null
  }
}
