import { z } from 'zod'
import { FindingCode } from './coverage'
import { Instant } from './oci'
import { Scan } from './scans'

export const OverviewQuery = z.strictObject({
  /** All registries without it. */
  registry: z.string().optional(),
  /** Repository glob. */
  match: z.string().max(128).optional(),
})
export type OverviewQuery = z.infer<typeof OverviewQuery>

export const CoverageCounts = z.object({
  tags: z.int().nonnegative(),
  complete: z.int().nonnegative(),
  errors: z.int().nonnegative(),
  warnings: z.int().nonnegative(),
})

/** A whole registry in figures, from the index alone. */
export const OverviewResponse = z.object({
  summary: CoverageCounts.extend({
    repositories: z.int().nonnegative(),
    /** Platforms tags have lost in the last seven days. */
    lostThisWeek: z.int().nonnegative(),
    findings: z.array(z.object({ code: FindingCode, count: z.int().nonnegative() })),
  }),
  /** Most common first. */
  platforms: z.array(z.object({ platform: z.string(), tags: z.int().nonnegative() })),
  /** Most errors first, at most 20. */
  worst: z.array(CoverageCounts.extend({ registry: z.string(), repository: z.string() })),
  /** One point a finished whole scan, oldest first, at most 200. */
  trend: z.array(
    CoverageCounts.extend({ at: Instant, platforms: z.record(z.string(), z.int().nonnegative()) }),
  ),
  /** The newest scan of each registry, under way or finished; null where there never was one. */
  scans: z.array(z.object({ registry: z.string(), scan: Scan.nullable() })),
  asOf: Instant,
})
export type OverviewResponse = z.infer<typeof OverviewResponse>
