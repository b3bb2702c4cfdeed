import { z } from 'zod'

export const BadgeQuery = z.strictObject({
  /** A tag: `registry/repository:tag`. */
  ref: z.string().max(1024),
  /** Platforms it has to have, comma separated, beside what policies require. */
  require: z.string().max(1024).optional(),
})
export type BadgeQuery = z.infer<typeof BadgeQuery>
