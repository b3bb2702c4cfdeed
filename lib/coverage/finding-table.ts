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
  PLATFORM_LOST: {
    severity: 'error',
    title: 'A platform was lost',
    why: 'Hosts of this platform could pull the tag, or the release before it, and no longer can.',
  },
  PLATFORM_MISDECLARED: {
    severity: 'error',
    title: 'The index says another platform than the image',
    why: 'Hosts pull an image that was built for something else, and it does not start.',
  },
  SCHEMA1: {
    severity: 'warning',
    title: 'A manifest of schema 1',
    why: 'Clients of today no longer pull it.',
  },
  ENTRY_UNREACHABLE: {
    severity: 'warning',
    title: 'An entry no client takes',
    why: 'On every host we know another entry comes first, so this image is never pulled.',
  },
  MIXED_MEDIA_TYPES: {
    severity: 'warning',
    title: 'Docker and OCI images in one index',
    why: 'Some registries and tools refuse an index whose images are of both families.',
  },
  CREATED_SKEW: {
    severity: 'warning',
    title: 'Platforms built far apart',
    why: 'The oldest image was built long before the newest: it may have been forgotten in a build.',
  },
  ATTESTATION_ORPHAN: {
    severity: 'warning',
    title: 'An attestation of nothing here',
    why: 'It describes an image that the index does not have.',
  },
  SOURCE_MOVED: {
    severity: 'warning',
    title: 'Out of step with its source',
    why: 'A tag this one was composed from has moved on: this one still serves the old image.',
  },
  UNCOMPOSED: {
    severity: 'info',
    title: 'Per-architecture tags nobody composed',
    why: 'People have to know which of them fits their host; one multi-arch tag would spare them that.',
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
  /** What the message is about in values: digests, sources, times. */
  details?: Record<string, unknown>
  /** Set where somebody chose to live with it for a while: it counts nowhere. */
  ignored?: { id: string; reason: string; until: string }
  /** `compose`: the composer can mend it. */
  fix?: 'compose'
}
