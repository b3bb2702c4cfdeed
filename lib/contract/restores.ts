import { z } from 'zod'
import { Digest } from './oci'

export const RestoreRequest = z.strictObject({
  /** The tag, as `registry/repository:tag`. */
  ref: z.string().max(1024),
  /** What it is to point to again; null removes it. */
  digest: Digest.nullable(),
  /** What it must point to now, null for nothing. Absent: whatever it points to. */
  expect: Digest.nullable().optional(),
})
export type RestoreRequest = z.infer<typeof RestoreRequest>

export const RestoreResult = z.object({
  ref: z.string(),
  before: Digest.nullable(),
  after: Digest.nullable(),
  /** False where the tag was there already. */
  moved: z.boolean(),
  /** What went wrong beside it, as sentences: the tag is where it should be all the same. */
  notices: z.array(z.string()).default([]),
})
export type RestoreResult = z.infer<typeof RestoreResult>

/** The details of a `PLAN_MOVED`: what the tag points to instead of what was expected. */
export const RestoreConflict = z.object({ now: Digest.nullable() })
