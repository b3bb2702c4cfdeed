import 'server-only'
import type { DanglingResponse, DanglingTag, ReportQuery } from '@/lib/contract/reports'
import { formatReference } from '@/lib/oci/reference'
import type { ReportFinding, ReportTag } from '@/lib/storage/report-store'
import { configuredRegistry } from './configured-registry'
import type { Context } from './context'
import { readPosition, writePosition } from './report-filter'
import { instant } from './scan-answer'

/** Tags that name what is gone, ignored or not: from the index, as of the last scan that verified. */
export async function listDangling(
  context: Context,
  { registry, limit, cursor }: ReportQuery,
): Promise<DanglingResponse> {
  if (registry !== undefined) configuredRegistry(context, registry)
  const { reports } = await context.store()
  const tags = await reports.tags(
    { registry, dangling: true },
    { limit: limit + 1, after: readPosition(cursor) },
  )
  const page = tags.slice(0, limit)
  const findings = await reports.findingsOf(page.map(({ id }) => id))
  const last = page.at(-1)
  return {
    items: page.map((tag) => danglingOf(tag, findings)),
    nextCursor: last && tags.length > limit ? writePosition(last) : null,
    asOf: instant(context.now()),
  }
}

function danglingOf(tag: ReportTag, findings: readonly ReportFinding[]): DanglingTag {
  const own = findings.filter(({ tagId, code }) => tagId === tag.id && code === 'CHILD_MISSING')
  return {
    ref: formatReference({ registry: tag.registry, repository: tag.repository, tag: tag.tag }),
    digest: tag.digest,
    missing: own.map(({ platform, message, details }) => ({
      platform,
      message,
      digest: typeof details?.digest === 'string' ? details.digest : null,
    })),
    checkedAt: instant(tag.verifiedAt ?? tag.checkedAt),
  }
}
