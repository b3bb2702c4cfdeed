import type { Finding } from './finding-table'
import { withoutVersion } from './findings-history'
import type { JudgedTag, RepositorySummary } from './judgement'

const counts = (finding: Finding): boolean => finding.ignored === undefined

/** An artifact has no platforms to be complete in. */
export const isComplete = ({ kind, findings }: Pick<JudgedTag, 'kind' | 'findings'>): boolean =>
  (kind === 'index' || kind === 'image') &&
  findings.every((finding) => finding.severity !== 'error' || !counts(finding))

/** A repository in figures; what is ignored counts nowhere. */
export function summaryOf(tags: readonly JudgedTag[], findings: readonly Finding[]): RepositorySummary {
  const summary: RepositorySummary = {
    tags: tags.length,
    complete: tags.filter(isComplete).length,
    errors: 0,
    warnings: 0,
    findings: {},
    platforms: {},
  }
  for (const finding of [...tags.flatMap((tag) => tag.findings), ...findings]) {
    if (!counts(finding)) continue
    if (finding.severity === 'error') summary.errors++
    if (finding.severity === 'warning') summary.warnings++
    summary.findings[finding.code] = (summary.findings[finding.code] ?? 0) + 1
  }
  for (const { offers, cells } of tags) {
    for (const key of offers) {
      // A Windows build is counted as what it is; its name without the build is for those who ask for any.
      if (cells[key] || offers.every((other) => other === key || withoutVersion(other) !== key))
        summary.platforms[key] = (summary.platforms[key] ?? 0) + 1
    }
  }
  return summary
}
