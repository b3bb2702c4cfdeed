import 'server-only'
import { RegistryError } from './errors'
import { NAMES_MAX, PAGE_SIZE, PAGES_MAX } from './limits'

export interface ListingPage {
  names: string[]
  /** The `Link` header. */
  link: string | undefined
}

/**
 * Follows pages until the registry names no next one. Where it names one but nothing new (some would go on for
 * ever), or a cap is reached, the listing is not `complete`. A page size that is refused is halved.
 */
export async function readPages(
  readPage: (query: string) => Promise<ListingPage>,
  onPage?: (names: string[]) => void,
): Promise<{ names: string[]; complete: boolean }> {
  const seen = new Set<string>()
  let query: string | null = `n=${PAGE_SIZE}`
  for (let pages = 0; query !== null; pages++) {
    const page: ListingPage = await readHalving(query, readPage)
    const fresh = [...new Set(page.names)].filter((name) => !seen.has(name))
    for (const name of fresh) seen.add(name)
    if (fresh.length > 0) onPage?.(fresh)
    query = nextQuery(page.link)
    const capped = fresh.length === 0 || seen.size >= NAMES_MAX || pages + 1 >= PAGES_MAX
    if (query !== null && capped) return { names: [...seen], complete: false }
  }
  return { names: [...seen], complete: true }
}

async function readHalving(
  query: string,
  readPage: (query: string) => Promise<ListingPage>,
): Promise<ListingPage> {
  const parameters = new URLSearchParams(query)
  for (;;) {
    try {
      return await readPage(parameters.toString())
    } catch (error) {
      const half = Math.floor(Number(parameters.get('n')) / 2)
      if (!isPageSizeRefused(error) || !(half >= PAGE_SIZE_MIN)) throw error
      parameters.set('n', String(half))
    }
  }
}

const PAGE_SIZE_MIN = 10

function isPageSizeRefused(error: unknown): boolean {
  if (!(error instanceof RegistryError)) return false
  const { status, registryCode } = error.details
  if (status === 413) return true
  return status === 400 && /^(?:PAGINATION_NUMBER_INVALID|UNSUPPORTED)$/.test(registryCode ?? '')
}

/** The query string of `Link: <...>; rel="next"`: applied to our own path, so that no server can send us elsewhere. */
export function nextQuery(link: string | undefined): string | null {
  for (const [, target = '', parameters = ''] of (link ?? '').matchAll(LINK)) {
    if (!/;\s*rel\s*=\s*"?next"?/i.test(parameters)) continue
    const mark = target.indexOf('?')
    // Read and written anew: some registries leave names unescaped.
    return mark < 0 ? null : new URLSearchParams(target.slice(mark + 1).replace(/#.*/, '')).toString()
  }
  return null
}

const LINK = /<([^>]*)>([^<]*)/g
