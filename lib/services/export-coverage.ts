import 'server-only'
import type { CoverageReport, CoverageReportQuery } from '@/lib/contract/coverage-report'
import { exportCsv } from '@/lib/coverage/export-csv'
import { exportMarkdown } from '@/lib/coverage/export-markdown'
import type { ExportedReport } from '@/lib/coverage/export-report'
import { exportSarif } from '@/lib/coverage/export-sarif'

export type ExportFormat = Exclude<CoverageReportQuery['format'], 'json'>

/** A report as a file: all of its rows, written while they are read. */
export interface CoverageExport {
  mediaType: string
  fileName: string
  chunks: AsyncIterable<string>
}

interface ExportOptions {
  query: CoverageReportQuery
  format: ExportFormat
  /** Of Manifold. */
  version: string
  /** One page of the report, as the API answers it. */
  readPage: (query: CoverageReportQuery) => Promise<CoverageReport>
}

const PAGE_ROWS = 1000
const FORMATS: Record<ExportFormat, { mediaType: string; ending: string }> = {
  csv: { mediaType: 'text/csv', ending: 'csv' },
  md: { mediaType: 'text/markdown', ending: 'md' },
  sarif: { mediaType: 'application/sarif+json', ending: 'sarif' },
}

/**
 * Reads the first page at once, so that what cannot be answered fails as any call does, and the others as the file is
 * written: a million rows are never held together.
 */
export async function exportCoverage({
  query,
  format,
  version,
  readPage,
}: ExportOptions): Promise<CoverageExport> {
  const whole: CoverageReportQuery = { ...query, limit: PAGE_ROWS, cursor: undefined }
  const first = await readPage(whole)
  // Only the first asks the registry and judges the gate: the rest is of the same report.
  const rest: CoverageReportQuery = { ...whole, strict: false, verify: false }
  const scope = scopeOf(query)
  const report: ExportedReport = {
    scope,
    platforms: first.platforms,
    summary: first.summary,
    checkedAt: first.checkedAt,
    asOf: first.asOf,
    findings: first.findings,
    pages: pagesOf(first, (cursor) => readPage({ ...rest, cursor })),
  }
  const { mediaType, ending } = FORMATS[format]
  const name = `coverage-${scope}-${first.asOf.slice(0, 10)}`.replace(/[^A-Za-z0-9.-]+/g, '-')
  return { mediaType, fileName: `${name}.${ending}`, chunks: chunksOf(format, report, version) }
}

async function* pagesOf(first: CoverageReport, read: (cursor: string) => Promise<CoverageReport>) {
  for (let page = first; ; page = await read(page.nextCursor)) {
    yield page.items
    if (page.nextCursor === null) return
  }
}

function chunksOf(format: ExportFormat, report: ExportedReport, version: string): AsyncIterable<string> {
  switch (format) {
    case 'csv':
      return exportCsv(report)
    case 'md':
      return exportMarkdown(report)
    case 'sarif':
      return exportSarif(report, version)
  }
}

function scopeOf({ registry, repository, tag, match }: CoverageReportQuery): string {
  const place = [registry, repository ?? match].filter(Boolean).join('/') || 'all registries'
  return tag === undefined ? place : `${place}:${tag}`
}
