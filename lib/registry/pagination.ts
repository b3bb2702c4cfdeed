import 'server-only'
import type { Page } from './client-types'

const NAMES_MAX = 200_000

/** The query string of `Link: <...>; rel="next"`: applied to our own path, so that no server can send us elsewhere. */
export function nextQuery(link: string | undefined): string | null {
  const target = /<([^>]*)>\s*;[^,]*\brel\s*=\s*"?next"?/i.exec(link ?? '')?.[1]
  const mark = target?.indexOf('?') ?? -1
  return target === undefined || mark < 0
    ? null
    : target.slice(mark + 1).replace(/[^\x21-\x7e]/g, encodeURIComponent)
}

/** Follows pages until the registry names no next one, or names nothing new: some would go on for ever. */
export async function readPages(
  firstQuery: string,
  readPage: (query: string) => Promise<{ names: string[]; link: string | undefined }>,
  onPage?: (names: string[]) => void,
): Promise<Page> {
  const seen = new Set<string>()
  let query: string | null = firstQuery
  while (query !== null) {
    const page = await readPage(query)
    const fresh = page.names.filter((name) => !seen.has(name))
    for (const name of fresh) seen.add(name)
    if (fresh.length > 0) onPage?.(fresh)
    query = fresh.length > 0 ? nextQuery(page.link) : null
    if (query !== null && seen.size >= NAMES_MAX) return { names: [...seen], complete: false }
  }
  return { names: [...seen], complete: true }
}
