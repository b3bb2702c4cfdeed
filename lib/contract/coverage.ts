import { z } from 'zod'
import { FINDING_CODES } from '@/lib/coverage/finding-table'
import { ChildStatus, Digest, Instant, ManifestKind } from './oci'

export const FindingCode = z.enum(FINDING_CODES)

export const Finding = z.object({
  code: FindingCode,
  severity: z.enum(['error', 'warning', 'info']),
  ref: z.string(),
  platform: z.string().optional(),
  message: z.string(),
  /** What the message is about in values: digests, sources, times. */
  details: z.record(z.string(), z.unknown()).optional(),
  /** When it was first found. */
  foundAt: Instant.optional(),
  /** Set where somebody chose to live with it for a while: it counts nowhere. */
  ignored: z.object({ id: z.string(), reason: z.string(), until: Instant }).optional(),
  /** `compose`: the composer can be opened with the repair (`/api/repairs`). */
  fix: z.enum(['compose']).optional(),
})
export type Finding = z.infer<typeof Finding>

/** One tag under one platform. A platform the tag does not name has no cell. */
export const CoverageCell = z.object({ status: ChildStatus, digest: Digest, checkedAt: Instant })
export type CoverageCell = z.infer<typeof CoverageCell>

export const CoverageRow = z.object({
  ref: z.string(),
  tag: z.string(),
  digest: Digest.nullable(),
  kind: ManifestKind,
  /** Keyed by the formatted, normalised platform. */
  cells: z.record(z.string(), CoverageCell),
  attestations: z.int().nonnegative(),
  findings: z.array(Finding),
})
export type CoverageRow = z.infer<typeof CoverageRow>
