import 'server-only'
import type { Finding } from '@/lib/contract/coverage'
import type { CoverageReport, CoverageReportQuery } from '@/lib/contract/coverage-report'
import type { Context } from './context'
import type { ScopeFreshness } from './coverage-freshness'
import { readRequire } from './report-filter'
import { reportPage } from './report-page'
import { ServiceError } from './service-error'

/** Findings named in one refusal. */
const TOLD_MAX = 1000

/**
 * Lets a pipeline through, or throws: what is not there as the registry's own 404, what could not be read, what
 * nobody could be judged by, and every finding that is an error, as GATE_FAILED.
 */
export async function checkGate(
  context: Context,
  query: CoverageReportQuery,
  report: CoverageReport,
  { waited }: ScopeFreshness,
): Promise<void> {
  await refuseUnread(context, waited)
  refuseNothing(query, report)
  const { errors, images } = await judgedByAll(context, query, report)
  if (readRequire(query.require).length > 0 && images === 0) {
    throw new ServiceError('GATE_FAILED', 'There is no image here that could have the required platforms.', {
      hint: 'Is this the right repository? A gate that judged nothing must not pass.',
    })
  }
  if (errors.length === 0) return
  const count = errors.length === 1 ? 'One finding is an error' : `${errors.length} findings are errors`
  throw new ServiceError('GATE_FAILED', `${count}: ${errors[0]?.message ?? ''}`, {
    hint: 'All of them are in details.findings.',
    details: { findings: errors.slice(0, TOLD_MAX) },
  })
}

async function refuseUnread(context: Context, waited: ScopeFreshness['waited']): Promise<void> {
  if (waited === null) return
  const store = await context.store()
  const failures = await store.scans.failures(waited.id, TOLD_MAX)
  if (waited.state === 'done' && failures.length === 0) return
  const why = failures[0]?.problem ?? waited.problem ?? 'The scan was stopped.'
  throw new ServiceError('GATE_FAILED', `Not all of it could be read, so nobody knows. ${why}`, {
    hint: 'A gate never passes on what it could not read: try again when the registry answers.',
    details: { failures },
  })
}

function refuseNothing({ registry, repository, tag }: CoverageReportQuery, { items }: CoverageReport): void {
  if (items.length > 0 || repository === undefined) return
  if (tag !== undefined)
    throw new ServiceError('MANIFEST_UNKNOWN', `${registry}/${repository} has no tag "${tag}".`)
  throw new ServiceError('NAME_UNKNOWN', `${registry} has no repository "${repository}" with a tag.`)
}

/** Every row the query matches, however many pages: a gate that looked at the first page only would let things through. */
async function judgedByAll(context: Context, query: CoverageReportQuery, first: CoverageReport) {
  const store = await context.store()
  const errors: Finding[] = []
  let images = 0
  let page = first
  for (;;) {
    for (const { kind, findings } of page.items) {
      if (kind === 'image' || kind === 'index') images++
      errors.push(...findings.filter(({ severity, ignored }) => severity === 'error' && !ignored))
    }
    if (page.nextCursor === null) return { errors, images }
    page = await reportPage(
      context,
      store,
      { ...query, cursor: page.nextCursor },
      { scan: null, waited: null },
    )
  }
}
