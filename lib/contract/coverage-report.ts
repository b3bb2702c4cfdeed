import { z } from 'zod'
import { CoverageRow, Finding } from './coverage'
import { CursorParam, FlagParam, LimitParam } from './list'
import { Instant } from './oci'
import { Scan } from './scans'

/** The coverage of what the index knows: a registry, a repository, a tag, or what filters match. */
export const CoverageReportQuery = z.strictObject({
  /** All registries without it. */
  registry: z.string().optional(),
  /** One repository; all of them without it. */
  repository: z.string().optional(),
  /** One tag; all of them without it. */
  tag: z.string().optional(),
  /** Repository glob. */
  match: z.string().max(128).optional(),
  /** Case-insensitive substring of `repository:tag`. */
  q: z.string().max(128).optional(),
  /** `linux/s390x,!linux/arm64`: tags that have all of them, and none of those behind `!`. */
  platform: z.string().max(512).optional(),
  /** Finding codes, comma separated: tags with one of them. */
  finding: z.string().max(512).optional(),
  /** Only tags with a finding that counts as an error. */
  missing: FlagParam,
  /** Platforms every tag must have, comma separated, beside what policies require. */
  require: z.string().max(1024).optional(),
  format: z.enum(['json', 'csv', 'md', 'sarif']).default('json'),
  /** Answer 412 when a finding is an error, so that a pipeline can gate on it. Asks the registry first and waits. */
  strict: FlagParam,
  /** Ask the registry again for every child and config first, and wait for it: one repository only. */
  verify: FlagParam,
  limit: LimitParam(1000, 200),
  cursor: CursorParam,
})
export type CoverageReportQuery = z.infer<typeof CoverageReportQuery>

export const CoverageReportRow = CoverageRow.extend({
  registry: z.string(),
  repository: z.string(),
  createdAt: Instant.nullable(),
  checkedAt: Instant,
})
export type CoverageReportRow = z.infer<typeof CoverageReportRow>

export const CoverageReport = z.object({
  /** By repository, newest version first in each. */
  items: z.array(CoverageReportRow),
  /** Findings of the repository rather than of a tag it has, such as what could be composed. */
  findings: z.array(Finding),
  /** Columns of all that the query matches, most common first. */
  platforms: z.array(z.string()),
  /** Of all the query matches in figures; `total` is null where counting would take too long. */
  summary: z.object({
    tags: z.int().nonnegative(),
    complete: z.int().nonnegative(),
    errors: z.int().nonnegative(),
    warnings: z.int().nonnegative(),
  }),
  /** How many tags match: exact up to 10,000, and null beyond where a filter makes it unknown. */
  total: z.int().nonnegative().nullable(),
  nextCursor: z.string().nullable(),
  /** The scan that is reading what was asked for, while it runs: the answer is partial until it is done. */
  scan: Scan.nullable(),
  /** The oldest check among the items; null without items. */
  checkedAt: Instant.nullable(),
  asOf: Instant,
})
export type CoverageReport = z.infer<typeof CoverageReport>
