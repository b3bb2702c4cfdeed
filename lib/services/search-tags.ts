import 'server-only'
import type { SearchHit, SearchQuery, SearchResponse } from '@/lib/contract/search'
import { readSearch, type SearchGlob, type SearchTerms } from '@/lib/coverage/search-query'
import { likePatterns } from '@/lib/oci/glob'
import { formatReference } from '@/lib/oci/reference'
import type { ReportTag, TagFilter } from '@/lib/storage/report-store'
import type { Store } from '@/lib/storage/store'
import type { Context } from './context'
import { readPosition, writePosition } from './report-filter'
import { instant } from './scan-answer'
import { ServiceError } from './service-error'

/** Tags of everything that was scanned. Throws REQUEST_INVALID with the word that makes no sense. */
export async function searchTags(
  context: Context,
  { q, limit, cursor }: SearchQuery,
): Promise<SearchResponse> {
  const read = readSearch(q)
  if (!read.ok) {
    const { message, hint, word } = read.error
    throw new ServiceError('REQUEST_INVALID', message, { hint, details: { word } })
  }
  const store = await context.store()
  const { terms, understood } = read.value
  const filter = await store.reports.narrow(await filterOf(store, terms))
  const rows = await store.reports.tags(filter, { limit: limit + 1, after: readPosition(cursor) })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(hitOf),
    nextCursor: last && rows.length > limit ? writePosition(last) : null,
    understood,
    asOf: instant(context.now()),
  }
}

async function filterOf(store: Store, terms: SearchTerms): Promise<TagFilter> {
  const { repositories, registry } = terms
  return {
    ...(registry !== null && { registry }),
    ...(repositories.length > 0 && { repositories: await repositoriesOf(store, registry, repositories) }),
    ...namesOf(terms.tags),
    offers: terms.offers,
    lacks: terms.lacks,
    parts: terms.parts,
    digests: terms.digests,
    labels: terms.labels,
    ...(terms.codes.length > 0 && { codes: terms.codes }),
    ...(terms.kinds.length > 0 && { kinds: terms.kinds }),
  }
}

/** Globs of tags as a database asks for them. Throws REQUEST_INVALID where one stands for too many names. */
function namesOf(globs: readonly SearchGlob[]): Pick<TagFilter, 'like' | 'unlike'> {
  const patterns = globs.map(({ text, negated }) => ({ negated, like: likePatterns(text) ?? tooMany(text) }))
  return {
    like: patterns.flatMap(({ negated, like }) => (negated ? [] : [like])),
    unlike: patterns.flatMap(({ negated, like }) => (negated ? like : [])),
  }
}

function tooMany(text: string): never {
  throw new ServiceError('REQUEST_INVALID', `"${text}" stands for too many names.`, {
    hint: 'Use * in place of some of the alternatives.',
    details: { word: `tag:${text}` },
  })
}

async function repositoriesOf(
  store: Store,
  registry: string | null,
  globs: readonly SearchGlob[],
): Promise<number[]> {
  const figures = await store.reports.figures({ registry: registry ?? undefined })
  return figures.filter(({ repository }) => fits(repository, globs)).map(({ id }) => id)
}

const fits = (name: string, globs: readonly SearchGlob[]): boolean =>
  globs.every(({ matches, negated }) => matches(name) !== negated)

const hitOf = (row: ReportTag): SearchHit => ({
  ref: formatReference({ registry: row.registry, repository: row.repository, tag: row.tag }),
  registry: row.registry,
  repository: row.repository,
  tag: row.tag,
  digest: row.digest,
  kind: row.kind,
  platforms: Object.keys(row.cells).filter((key) => row.cells[key]?.status === 'present'),
  errors: row.errors,
  warnings: row.warnings,
  checkedAt: instant(row.checkedAt),
})
