import type { CoverageReportRow } from '@/lib/contract/coverage-report'

/** A line of the matrix: the head of a repository, or a tag of it. */
export type MatrixLine =
  | { kind: 'repository'; key: string; registry: string; repository: string }
  | { kind: 'tag'; key: string; row: CoverageReportRow }

/**
 * Tags as lines, under a head wherever another repository begins. Rows come by repository, page by page: one that
 * goes on in the next page gets no second head, and a row told twice, because a tag came in between, is shown once.
 */
export function matrixLines(rows: readonly CoverageReportRow[], grouped: boolean): MatrixLine[] {
  const lines: MatrixLine[] = []
  const seen = new Set<string>()
  let place = ''
  for (const row of rows) {
    if (seen.has(row.ref)) continue
    seen.add(row.ref)
    const { registry, repository } = row
    const here = `${registry}/${repository}`
    if (grouped && here !== place) lines.push({ kind: 'repository', key: here, registry, repository })
    place = here
    lines.push({ kind: 'tag', key: row.ref, row })
  }
  return lines
}
