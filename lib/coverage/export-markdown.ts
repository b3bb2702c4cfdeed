import { counted, type ExportedFinding, type ExportedReport, type ExportedRow } from './export-report'
import { FINDING_TABLE } from './finding-table'

/** Findings listed one by one; a comment on a pull request has room for no more. */
const FINDINGS_MAX = 500

const STATUS_WORDS = new Map([
  ['present', 'yes'],
  ['missing', '**missing**'],
  ['unreadable', 'unreadable'],
])

/** A table of tags and platforms, and the findings in words: for a comment or a wiki. */
export async function* exportMarkdown(report: ExportedReport): AsyncGenerator<string> {
  const { summary, platforms } = report
  yield `# Coverage of ${plain(report.scope)}\n\n`
  yield `${summary.complete} of ${summary.tags} tags complete, ${summary.errors} errors, ${summary.warnings} warnings. `
  yield report.checkedAt === null
    ? 'Nothing was checked yet.\n\n'
    : `Oldest check: ${report.checkedAt}. Written: ${report.asOf}.\n\n`
  yield tableLine(['Tag', ...platforms.map(plain), 'Findings'])
  yield tableLine(['---', ...platforms.map(() => '---'), '---:'])
  const findings = [...counted(report.findings)]
  let more = Math.max(0, findings.length - FINDINGS_MAX)
  for await (const rows of report.pages) {
    yield rows.map((row) => rowLine(row, platforms)).join('')
    const found = rows.flatMap((row) => counted(row.findings))
    const room = Math.max(0, FINDINGS_MAX - findings.length)
    findings.push(...found.slice(0, room))
    more += Math.max(0, found.length - room)
  }
  yield* findingLines(findings.slice(0, FINDINGS_MAX), more)
}

function rowLine(row: ExportedRow, platforms: readonly string[]): string {
  const cells = platforms.map((platform) => STATUS_WORDS.get(row.cells[platform]?.status ?? '') ?? '–')
  return tableLine([`${plain(row.repository)}:${plain(row.tag)}`, ...cells, count(row)])
}

function count(row: ExportedRow): string {
  const { length } = counted(row.findings)
  return length === 0 ? '' : String(length)
}

function* findingLines(findings: readonly ExportedFinding[], more: number): Generator<string> {
  if (findings.length === 0) return
  yield '\n## Findings\n\n'
  for (const { code, severity, ref, platform, message } of findings) {
    const about = platform === undefined ? plain(ref) : `${plain(ref)} (${plain(platform)})`
    yield `- **${severity}** ${plain(FINDING_TABLE[code].title)}, ${about}: ${plain(message)}\n`
  }
  if (more > 0) yield `- and ${more} more: the CSV and SARIF reports list all of them.\n`
}

const tableLine = (cells: string[]): string => `| ${cells.join(' | ')} |\n`

/** Names and messages hold what registries say: nothing of it may become markup, a link or another cell. */
const plain = (text: string): string =>
  text
    .replace(/[\r\n]+/g, ' ')
    .replace(/[\\`*_[\]<>|#~&!]/g, '\\$&')
    .replace(/@/g, '&#64;')
