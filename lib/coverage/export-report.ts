import type { FindingCode, FindingSeverity } from './finding-table'

/** A report page by page, as every format is written from: nothing of it has to be held at once. */
export interface ExportedReport {
  /** What was asked for, in words: `localhost:5000/team/app`. */
  scope: string
  /** Columns, most common first. */
  platforms: readonly string[]
  summary: { tags: number; complete: number; errors: number; warnings: number }
  /** Instants as ISO text; null where nothing was ever checked. */
  checkedAt: string | null
  asOf: string
  /** Findings of repositories rather than of their tags. */
  findings: readonly ExportedFinding[]
  pages: AsyncIterable<readonly ExportedRow[]>
}

export interface ExportedRow {
  ref: string
  registry: string
  repository: string
  tag: string
  digest: string | null
  kind: string
  createdAt: string | null
  checkedAt: string
  cells: Record<string, { status: string; digest: string }>
  findings: readonly ExportedFinding[]
}

export interface ExportedFinding {
  code: FindingCode
  severity: FindingSeverity
  ref: string
  platform?: string | undefined
  message: string
  ignored?: { reason: string; until: string } | undefined
}

/** Those that count: nobody chose to live with them. */
export const counted = (findings: readonly ExportedFinding[]): ExportedFinding[] =>
  findings.filter(({ ignored }) => ignored === undefined)

/** Whether every platform the tag should have can be pulled. */
export const isComplete = ({ kind, findings }: ExportedRow): boolean =>
  (kind === 'index' || kind === 'image') && counted(findings).every(({ severity }) => severity !== 'error')
