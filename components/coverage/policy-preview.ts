import type { CoverageReportRow } from '@/lib/contract/coverage-report'
import type { Glob } from '@/lib/oci/glob'

/** Among the tags a policy would speak of: how many lack something it requires. */
export interface PolicyPreview {
  tags: number
  lacking: number
  /** The first of those, as `repository:tag`. */
  examples: string[]
}

const EXAMPLES = 3

/** `rows`: asked for with the platforms as `require`. Artifacts run nowhere and are not spoken of. */
export function policyPreview(
  rows: readonly CoverageReportRow[],
  tags: Glob,
  require: readonly string[],
): PolicyPreview {
  const spoken = rows.filter(({ tag, kind }) => kind !== 'artifact' && tags(tag))
  const lacking = spoken.filter(({ findings }) =>
    findings.some(
      ({ code, platform }) =>
        code === 'PLATFORM_REQUIRED' && platform !== undefined && require.includes(platform),
    ),
  )
  return {
    tags: spoken.length,
    lacking: lacking.length,
    examples: lacking.slice(0, EXAMPLES).map(({ repository, tag }) => `${repository}:${tag}`),
  }
}
