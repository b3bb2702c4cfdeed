export type FindingSeverity = 'error' | 'warning' | 'info'

/** Every finding of an audit. `title` names it, `why` says what happens to whom. */
export const FINDING_TABLE = {
  PLATFORM_REQUIRED: {
    severity: 'error',
    title: 'A required platform is not there',
    why: 'Hosts of this platform cannot pull the tag.',
  },
  CHILD_MISSING: {
    severity: 'error',
    title: 'A child is gone',
    why: 'The index names an image that the registry no longer has: pulling it fails.',
  },
  CHILD_UNREADABLE: {
    severity: 'warning',
    title: 'A child could not be read',
    why: 'The registry did not say that it is missing, only that it could not serve it.',
  },
  TAG_MISSING: {
    severity: 'error',
    title: 'The tag is gone',
    why: 'The registry lists the tag and has nothing under it.',
  },
  TAG_UNREADABLE: {
    severity: 'warning',
    title: 'The tag could not be read',
    why: 'What it serves is not known until the registry answers.',
  },
  PLATFORM_DUPLICATE: {
    severity: 'warning',
    title: 'The same platform twice',
    why: 'Clients take the first of two equal platforms; the second can never be pulled.',
  },
  BASELINE_MISSING: {
    severity: 'warning',
    title: 'No plain baseline',
    why: 'Clients that ask for the plain architecture get nothing, or code they may not be able to run.',
  },
  OS_VERSION_MISSING: {
    severity: 'warning',
    title: 'Windows without os.version',
    why: 'Windows hosts cannot tell the builds apart and take the first.',
  },
} as const satisfies Record<string, { severity: FindingSeverity; title: string; why: string }>

export type FindingCode = keyof typeof FINDING_TABLE
export const FINDING_CODES = Object.keys(FINDING_TABLE) as [FindingCode, ...FindingCode[]]

export interface Finding {
  code: FindingCode
  /** The table's, except where a requirement makes an unread platform an error: a gate must not pass unseen. */
  severity: FindingSeverity
  ref: string
  /** The normalised specifier of the platform it is about. */
  platform?: string
  /** One sentence a person new to multi-arch understands. */
  message: string
}
