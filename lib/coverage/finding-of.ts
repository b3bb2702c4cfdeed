import { FINDING_TABLE, type Finding, type FindingCode } from './finding-table'

export interface About {
  platform?: string | undefined
  severity?: Finding['severity'] | undefined
  details?: Record<string, unknown> | undefined
  fix?: 'compose' | undefined
}

/** Makes a finding of one tag: the table's severity, unless it is graver or lighter here. */
export type Found = (code: FindingCode, message: string, about?: About) => Finding

export const findingsAbout =
  (ref: string): Found =>
  (code, message, { platform, severity, details, fix } = {}) => ({
    code,
    severity: severity ?? FINDING_TABLE[code].severity,
    ref,
    ...(platform !== undefined && { platform }),
    message,
    ...(details && { details }),
    ...(fix && { fix }),
  })

const RANK: Record<Finding['severity'], number> = { error: 0, warning: 1, info: 2 }

/** The gravest first; otherwise as found. */
export const byGravity = (a: Finding, b: Finding): number => RANK[a.severity] - RANK[b.severity]
