import { z } from 'zod'
import { CLIENTS } from '@/lib/oci/platform-choice'
import { Digest, Platform } from './oci'

export const PullQuery = z.strictObject({
  ref: z.string().max(1024),
  /** The host's platform: `linux/arm/v7`, `windows(10.0.20348)/amd64`. */
  platform: z.string().max(256),
  client: z.enum(CLIENTS).default('containerd'),
})
export type PullQuery = z.infer<typeof PullQuery>

export const PullResponse = z.object({
  client: z.enum(CLIENTS),
  platform: Platform,
  /** The entry's place in the index; null for a single image, and when the client finds nothing for it. */
  index: z.int().nonnegative().nullable(),
  digest: Digest.nullable(),
  /** Why, as a sentence. */
  reason: z.string(),
})
export type PullResponse = z.infer<typeof PullResponse>
