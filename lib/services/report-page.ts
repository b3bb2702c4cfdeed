import 'server-only'
import type { CoverageReport, CoverageReportQuery, CoverageReportRow } from '@/lib/contract/coverage-report'
import { type Platform, platformKey } from '@/lib/oci/platform'
import type {
  NarrowedFilter,
  ReportFinding,
  ReportTag,
  RepositoryFigures,
  TagFilter,
} from '@/lib/storage/report-store'
import type { Store } from '@/lib/storage/store'
import type { Context } from './context'
import type { ScopeFreshness } from './coverage-freshness'
import {
  columnsOf,
  platformsOf,
  readCodes,
  readPlatforms,
  readPosition,
  readRequire,
  repositoriesLike,
  sumOf,
  writePosition,
} from './report-filter'
import { findingAnswer, reportRow } from './report-row'

/** Counting stops here where a filter leaves no other way than to count. */
const COUNTED_MAX = 10_000
const REPOSITORY_FINDINGS_MAX = 200

/** One page of the report as the index has it now. */
export async function reportPage(
  context: Context,
  store: Store,
  query: CoverageReportQuery,
  freshness: ScopeFreshness,
): Promise<CoverageReport> {
  const required = readRequire(query.require)
  const scope = await scopeOf(store, query)
  const filter = await store.reports.narrow(filterOf(query, scope, required))
  const tags = await store.reports.tags(filter, { limit: query.limit + 1, after: readPosition(query.cursor) })
  const page = tags.slice(0, query.limit)
  const last = page.at(-1)
  const items = await rowsOf(store, page, required)
  return {
    items,
    findings: await scopeFindings(store, query, scope),
    platforms: columnsOf(columnsFound(scope, items, query), required),
    summary: summaryOf(scope, items, query, required),
    total: await totalOf(store, query, scope, filter),
    nextCursor: last && tags.length > query.limit ? writePosition(last) : null,
    scan: freshness.scan,
    checkedAt: oldest(items),
    asOf: new Date(context.now()).toISOString(),
  }
}

interface Scope {
  figures: RepositoryFigures[]
  /** Whether it is a choice among the repositories of the registry. */
  chosen: boolean
}

async function scopeOf(store: Store, { registry, repository, match }: CoverageReportQuery): Promise<Scope> {
  if (repository !== undefined && registry !== undefined) {
    const own = await store.reports.figuresOf({ registry, repository })
    return { figures: own ? [own] : [], chosen: true }
  }
  const figures = await store.reports.figures({ registry })
  return match === undefined
    ? { figures, chosen: false }
    : { figures: repositoriesLike(figures, match), chosen: true }
}

function filterOf(query: CoverageReportQuery, scope: Scope, required: readonly Platform[]): TagFilter {
  const { offers, lacks } = readPlatforms(query.platform)
  return {
    registry: query.registry,
    ...(scope.chosen && { repositories: scope.figures.map(({ id }) => id) }),
    ...(query.tag !== undefined && { tags: [query.tag] }),
    ...(query.q !== undefined && { parts: [query.q] }),
    offers,
    lacks,
    codes: readCodes(query.finding),
    ...(query.missing && { failing: { lacks: required.map(platformKey) } }),
  }
}

const isFiltered = ({ q, tag, platform, finding, missing }: CoverageReportQuery): boolean =>
  q !== undefined || tag !== undefined || platform !== undefined || finding !== undefined || missing

async function rowsOf(
  store: Store,
  tags: readonly ReportTag[],
  required: readonly Platform[],
): Promise<CoverageReportRow[]> {
  const byTag = new Map<string, ReportFinding[]>()
  for (const finding of await store.reports.findingsOf(tags.map(({ id }) => id))) {
    const known = byTag.get(finding.tagId ?? '') ?? []
    known.push(finding)
    byTag.set(finding.tagId ?? '', known)
  }
  return tags.map((tag) => reportRow(tag, byTag.get(tag.id) ?? [], required))
}

async function scopeFindings(store: Store, query: CoverageReportQuery, { figures, chosen }: Scope) {
  if (query.cursor !== undefined || query.tag !== undefined) return []
  const codes = readCodes(query.finding)
  const found = await store.reports.repositoryFindings({
    registry: query.registry,
    ...(chosen && { repositories: figures.map(({ id }) => id) }),
    limit: REPOSITORY_FINDINGS_MAX,
  })
  return found.map(findingAnswer).filter(({ code }) => codes === undefined || codes.includes(code))
}

function columnsFound(
  { figures }: Scope,
  items: readonly CoverageReportRow[],
  query: CoverageReportQuery,
): string[] {
  const found = platformsOf(figures).map(({ platform }) => platform)
  // What no tag can be pulled for has no figures, and is a column all the same where a row names it.
  const named = items.flatMap(({ cells }) => Object.keys(cells))
  const all = query.tag === undefined ? [...found, ...named] : named
  return [...new Set(all)]
}

/** Of the repositories in figures; of one tag, or with another requirement than the policies, of the rows themselves. */
function summaryOf(
  { figures }: Scope,
  items: readonly CoverageReportRow[],
  query: CoverageReportQuery,
  required: readonly Platform[],
): CoverageReport['summary'] {
  if (query.tag === undefined && required.length === 0) {
    return {
      tags: sumOf(figures, 'tags'),
      complete: sumOf(figures, 'complete'),
      errors: sumOf(figures, 'errors'),
      warnings: sumOf(figures, 'warnings'),
    }
  }
  const counted = items.map(({ kind, findings }) => ({
    kind,
    findings: findings.filter(({ ignored }) => ignored === undefined),
  }))
  const count = (severity: string) =>
    counted.reduce((sum, { findings }) => sum + findings.filter((it) => it.severity === severity).length, 0)
  const isComplete = ({ kind, findings }: (typeof counted)[number]) =>
    (kind === 'index' || kind === 'image') && findings.every(({ severity }) => severity !== 'error')
  return {
    tags: items.length,
    complete: counted.filter(isComplete).length,
    errors: count('error'),
    warnings: count('warning'),
  }
}

async function totalOf(
  store: Store,
  query: CoverageReportQuery,
  { figures }: Scope,
  filter: NarrowedFilter,
): Promise<number | null> {
  if (!isFiltered(query)) return sumOf(figures, 'tags')
  const counted = await store.reports.countTags(filter, COUNTED_MAX + 1)
  return counted > COUNTED_MAX ? null : counted
}

function oldest(items: readonly CoverageReportRow[]): string | null {
  return items.reduce<string | null>(
    (first, { checkedAt }) => (first === null || checkedAt < first ? checkedAt : first),
    null,
  )
}
