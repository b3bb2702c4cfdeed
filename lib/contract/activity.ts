import { z } from 'zod'
import { CursorParam, LimitParam, listOf } from './list'
import { Digest, Instant } from './oci'

export const ListActivityQuery = z.strictObject({ limit: LimitParam(200, 50), cursor: CursorParam })
export type ListActivityQuery = z.infer<typeof ListActivityQuery>

/** One tag moved by Manifold: what it pointed to before and after. */
export const Activity = z.object({
  id: z.string(),
  at: Instant,
  actor: z.string(),
  /** `restore`: the tag was put back to what it was before. */
  action: z.enum(['push', 'restore']),
  ref: z.string(),
  before: Digest.nullable(),
  /** Null where the tag was removed. */
  after: Digest.nullable(),
  /** The pinned sources it was composed from: reference -> digest. */
  sources: z.array(z.object({ ref: z.string(), digest: Digest, platform: z.string().nullable() })),
})
export type Activity = z.infer<typeof Activity>

export const ListActivityResponse = listOf(Activity)
export type ListActivityResponse = z.infer<typeof ListActivityResponse>
