import 'server-only'
import type { OverviewQuery, OverviewResponse } from '@/lib/contract/coverage-overview'
import { FINDING_CODES } from '@/lib/coverage/finding-table'
import type { RepositoryFigures } from '@/lib/storage/report-store'
import { configuredRegistry } from './configured-registry'
import type { Context } from './context'
import { platformsOf, repositoriesLike, sumOf } from './report-filter'
import { instant, scanAnswer } from './scan-answer'

const WEEK_MS = 7 * 86_400_000
const WORST_MAX = 20
const POINTS_MAX = 200

/** A registry, or all of them, in figures: from the index alone. */
export async function coverageOverview(
  context: Context,
  { registry, match }: OverviewQuery,
): Promise<OverviewResponse> {
  if (registry !== undefined) configuredRegistry(context, registry)
  const store = await context.store()
  const all = await store.reports.figures({ registry })
  // A repository whose tags have all gone is remembered, but is none that anybody could count.
  const figures = (match === undefined ? all : repositoriesLike(all, match)).filter(({ tags }) => tags > 0)
  const since = context.now() - WEEK_MS
  return {
    summary: {
      ...countsOf(figures),
      repositories: figures.length,
      lostThisWeek: await store.reports.lostSince({
        registry,
        since,
        ...(match !== undefined && { repositories: figures.map(({ id }) => id) }),
      }),
      findings: findingCounts(figures),
    },
    platforms: platformsOf(figures),
    worst: worstOf(figures),
    trend: match === undefined ? await trendOf(context, registry) : [],
    scans: await newestScans(context, registry),
    asOf: instant(context.now()),
  }
}

const countsOf = (figures: readonly RepositoryFigures[]) => ({
  tags: sumOf(figures, 'tags'),
  complete: sumOf(figures, 'complete'),
  errors: sumOf(figures, 'errors'),
  warnings: sumOf(figures, 'warnings'),
})

function findingCounts(figures: readonly RepositoryFigures[]): OverviewResponse['summary']['findings'] {
  const counts = FINDING_CODES.map((code) => ({
    code,
    count: figures.reduce((sum, { findings }) => sum + (findings[code] ?? 0), 0),
  }))
  return counts.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count)
}

const worstOf = (figures: readonly RepositoryFigures[]): OverviewResponse['worst'] =>
  figures
    .filter(({ errors, warnings }) => errors + warnings > 0)
    .sort((a, b) => b.errors - a.errors || b.warnings - a.warnings || (a.repository < b.repository ? -1 : 1))
    .slice(0, WORST_MAX)
    .map(({ registry, repository, tags, complete, errors, warnings }) => ({
      ...{ registry, repository, tags, complete, errors, warnings },
    }))

/** Of one registry; where there are several, each has scans of its own and no sum means anything. */
async function trendOf(context: Context, registry: string | undefined): Promise<OverviewResponse['trend']> {
  const [only] = context.registries.keys()
  const of = registry ?? (context.registries.size === 1 ? only : undefined)
  if (of === undefined) return []
  const { reports } = await context.store()
  const points = await reports.points({ registry: of, limit: POINTS_MAX })
  return points.map(({ at, registry: _, ...point }) => ({ ...point, at: instant(at) }))
}

async function newestScans(
  context: Context,
  registry: string | undefined,
): Promise<OverviewResponse['scans']> {
  const store = await context.store()
  const newest = new Map((await store.scans.newestWhole()).map((scan) => [scan.registry, scan]))
  const names = registry === undefined ? [...context.registries.keys()] : [registry]
  return Promise.all(
    names.map(async (name) => {
      const scan = newest.get(name)
      return { registry: name, scan: scan ? await scanAnswer(context, store, scan) : null }
    }),
  )
}
