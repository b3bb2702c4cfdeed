import { z } from 'zod'
import { Digest, Instant } from './oci'

export const BasesQuery = z.strictObject({
  /** `registry/repository@digest` of an index or an image. */
  ref: z.string().max(1024),
})
export type BasesQuery = z.infer<typeof BasesQuery>

export const BaseImage = z.object({
  repository: z.string(),
  digest: Digest,
  /** The first so many layers of the image are all of this one's. */
  layers: z.int().positive(),
  /** Those that lead to it, newest version first; not all of them where there are many. */
  tags: z.array(z.string()),
})
export type BaseImage = z.infer<typeof BaseImage>

export const BasesResponse = z.object({
  /** By the digest of the image's own manifest; nearest base first. What was not scanned is not here. */
  images: z.array(z.object({ digest: Digest, bases: z.array(BaseImage) })),
  asOf: Instant,
})
export type BasesResponse = z.infer<typeof BasesResponse>
