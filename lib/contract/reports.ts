import { z } from 'zod'
import { CursorParam, LimitParam, listOf } from './list'
import { Bytes, Digest, Instant } from './oci'

export const ReportQuery = z.strictObject({
  registry: z.string().optional(),
  limit: LimitParam(200, 50),
  cursor: CursorParam,
})
export type ReportQuery = z.infer<typeof ReportQuery>

/** A tag whose index names what the registry no longer has: pulling it fails on those platforms. */
export const DanglingTag = z.object({
  ref: z.string(),
  digest: Digest.nullable(),
  missing: z.array(
    z.object({ platform: z.string().nullable(), digest: Digest.nullable(), message: z.string() }),
  ),
  checkedAt: Instant,
})
export type DanglingTag = z.infer<typeof DanglingTag>
export const DanglingResponse = listOf(DanglingTag)
export type DanglingResponse = z.infer<typeof DanglingResponse>

/** A manifest no tag leads to, as far as scanned: what a garbage collection with `-m` would take. */
export const UntaggedManifest = z.object({
  registry: z.string(),
  repository: z.string(),
  digest: Digest,
  kind: z.string(),
  mediaType: z.string(),
  /** Config and layers; other images may share them. */
  size: Bytes,
  /** A tag that had it before; null where none is remembered. */
  tag: z.string().nullable(),
  /** When the registry was last seen to have it. */
  lastSeenAt: Instant,
})
export type UntaggedManifest = z.infer<typeof UntaggedManifest>
export const UntaggedResponse = listOf(UntaggedManifest)
export type UntaggedResponse = z.infer<typeof UntaggedResponse>
