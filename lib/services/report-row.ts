import 'server-only'
import type { Finding } from '@/lib/contract/coverage'
import type { CoverageReportRow } from '@/lib/contract/coverage-report'
import { FINDING_CODES } from '@/lib/coverage/finding-table'
import { meetsRequirement } from '@/lib/coverage/require'
import { type Platform, parsePlatform, platformKey } from '@/lib/oci/platform'
import { formatReference } from '@/lib/oci/reference'
import type { ReportFinding, ReportTag } from '@/lib/storage/report-store'
import { instant, instantOrNull } from './scan-answer'

/** A tag of the index as the report tells it, with what is required by this call alone. */
export function reportRow(
  tag: ReportTag,
  findings: readonly ReportFinding[],
  required: readonly Platform[],
): CoverageReportRow {
  const { registry, repository, digest, kind, attestations } = tag
  const ref = formatReference({ registry, repository, tag: tag.tag })
  // As of when everything behind it was last asked for: a child may have gone since.
  const checkedAt = instant(tag.verifiedAt ?? tag.checkedAt)
  const cells = Object.entries(tag.cells).map(([key, cell]) => [
    key,
    { status: cell.status, digest: cell.digest, checkedAt },
  ])
  const told = findings.map(findingAnswer)
  return {
    ref,
    registry,
    repository,
    tag: tag.tag,
    digest,
    kind,
    cells: Object.fromEntries(cells),
    attestations,
    findings: [...lackOf(tag, ref, required, told), ...told],
    createdAt: instantOrNull(tag.createdAt),
    checkedAt: instant(tag.checkedAt),
  }
}

/** What is required by this call and by no policy already. */
function lackOf(
  tag: ReportTag,
  ref: string,
  required: readonly Platform[],
  told: readonly Finding[],
): Finding[] {
  if (tag.kind !== 'index' && tag.kind !== 'image') return []
  return required.flatMap((wanted) => {
    const platform = platformKey(wanted)
    const meeting = Object.entries(tag.cells).filter(([key]) => {
      const had = parsePlatform(key)
      return had.ok && meetsRequirement(had.value, wanted)
    })
    if (meeting.some(([, { status }]) => status !== 'missing')) return []
    if (told.some((finding) => finding.code === 'PLATFORM_REQUIRED' && finding.platform === platform))
      return []
    const lack = meeting.length > 0 ? 'its image is gone from the registry' : `${tag.tag} has no entry for it`
    const message = `${platform} is required, and ${lack}.`
    return [
      {
        code: 'PLATFORM_REQUIRED' as const,
        severity: 'error' as const,
        ref,
        platform,
        message,
        fix: 'compose' as const,
      },
    ]
  })
}

export function findingAnswer(finding: ReportFinding): Finding {
  const { ref, severity, platform, message, foundAt, ignored } = finding
  const code = FINDING_CODES.find((known) => known === finding.code)
  if (!code) throw new Error(`The store holds a finding of unknown kind "${finding.code}".`)
  const { fix, ref: _about, ...details } = finding.details ?? {}
  return {
    code,
    severity,
    ref,
    ...(platform !== null && { platform }),
    message,
    ...(Object.keys(details).length > 0 && { details }),
    foundAt: instant(foundAt),
    ...(ignored && { ignored: { ...ignored, until: instant(ignored.until) } }),
    ...(fix === 'compose' && { fix }),
  }
}
