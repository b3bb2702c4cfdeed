import { z } from 'zod'
import { FINDING_CODES } from '@/lib/coverage/finding-table'
import { FlagParam } from './list'
import { ChildStatus, Digest, Instant, ManifestKind } from './oci'
import { ResolveProgress } from './tags'

export const CoverageQuery = z.strictObject({
  registry: z.string(),
  repository: z.string(),
  /** One tag; all of them without it. */
  tag: z.string().optional(),
  /** Platforms every tag must have, comma separated: `linux/amd64,linux/s390x`. */
  require: z.string().max(1024).optional(),
  format: z.enum(['json']).default('json'),
  /** Answer 412 when a finding is an error, so that a pipeline can gate on it. Waits until all tags are read. */
  strict: FlagParam,
  verify: FlagParam,
})
export type CoverageQuery = z.infer<typeof CoverageQuery>

export const FindingCode = z.enum(FINDING_CODES)

export const Finding = z.object({
  code: FindingCode,
  severity: z.enum(['error', 'warning', 'info']),
  ref: z.string(),
  platform: z.string().optional(),
  message: z.string(),
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

export const CoverageResponse = z.object({
  items: z.array(CoverageRow),
  /** Columns, most common first. */
  platforms: z.array(z.string()),
  summary: z.object({
    tags: z.int().nonnegative(),
    complete: z.int().nonnegative(),
    errors: z.int().nonnegative(),
    warnings: z.int().nonnegative(),
  }),
  progress: ResolveProgress,
  asOf: Instant,
})
export type CoverageResponse = z.infer<typeof CoverageResponse>
