import 'server-only'
import type { CoverageReport, CoverageReportQuery } from '@/lib/contract/coverage-report'
import { isTag } from '@/lib/oci/reference'
import { configuredRegistry } from './configured-registry'
import type { Context } from './context'
import { freshenScope } from './coverage-freshness'
import { checkGate } from './coverage-gate'
import { repositoryName } from './image-reference'
import { reportPage } from './report-page'
import { ServiceError } from './service-error'

/**
 * The coverage of what the query matches, from the index alone; `strict` and `verify` have the registry asked first.
 * Throws what the query does not make sense for, and GATE_FAILED.
 */
export async function reportCoverage(
  context: Context,
  query: CoverageReportQuery,
  signal: AbortSignal,
): Promise<CoverageReport> {
  checkScope(context, query)
  const store = await context.store()
  const freshness = await freshenScope(context, query, signal)
  const report = await reportPage(context, store, query, freshness)
  if (query.strict) await checkGate(context, query, report, freshness)
  return report
}

function checkScope(context: Context, { registry, repository, tag }: CoverageReportQuery): void {
  if (registry !== undefined) configuredRegistry(context, registry)
  if (repository !== undefined) repositoryName(repository)
  if (repository !== undefined && registry === undefined)
    throw new ServiceError('REQUEST_INVALID', 'A repository belongs to a registry: name that too.')
  if (tag === undefined) return
  if (!isTag(tag)) throw new ServiceError('REFERENCE_INVALID', `"${tag.slice(0, 80)}" is not a tag.`)
  if (repository === undefined)
    throw new ServiceError('REQUEST_INVALID', 'A tag belongs to a repository: name that too.')
}
