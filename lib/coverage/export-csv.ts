import { stringify } from 'csv-stringify/sync'
import { counted, type ExportedReport, type ExportedRow, isComplete } from './export-report'

/**
 * The matrix as RFC 4180 text: a row a tag, a column a platform with `present`, `missing` or `unreadable`, empty
 * where the tag does not name it. Texts a spreadsheet would run as a formula are led by an apostrophe.
 */
export async function* exportCsv(report: ExportedReport): AsyncGenerator<string> {
  yield line([...FIXED_COLUMNS, ...report.platforms, 'findings'])
  for await (const rows of report.pages) yield rows.map((row) => rowLine(row, report.platforms)).join('')
}

const FIXED_COLUMNS = [
  'registry',
  'repository',
  'tag',
  'digest',
  'kind',
  'created',
  'checked',
  'complete',
  'errors',
  'warnings',
]

function rowLine(row: ExportedRow, platforms: readonly string[]): string {
  const findings = counted(row.findings)
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length
  return line([
    row.registry,
    row.repository,
    row.tag,
    row.digest ?? '',
    row.kind,
    row.createdAt ?? '',
    row.checkedAt,
    isComplete(row) ? 'yes' : 'no',
    String(count('error')),
    String(count('warning')),
    ...platforms.map((platform) => row.cells[platform]?.status ?? ''),
    findings.map(({ code, platform }) => (platform ? `${code} ${platform}` : code)).join('; '),
  ])
}

const line = (cells: string[]): string =>
  stringify([cells], { escape_formulas: true, record_delimiter: 'windows' })
