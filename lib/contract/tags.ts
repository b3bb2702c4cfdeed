import { z } from 'zod'
import { CursorParam, FlagParam, LimitParam, listOf } from './list'
import { Bytes, ChildStatus, Digest, Instant, ManifestKind, Platform } from './oci'

export const TagSort = z.enum(['name', '-name', 'created', '-created', 'size', '-size'])
export type TagSort = z.infer<typeof TagSort>

export const ListTagsQuery = z.strictObject({
  registry: z.string(),
  repository: z.string(),
  /** Case-insensitive substring of the tag. */
  q: z.string().max(128).optional(),
  /** `linux/s390x`, comma separated: tags that have all of them; a leading `!` asks for tags without it. */
  platform: z.string().max(512).optional(),
  /** `-name` is newest version first. */
  sort: TagSort.default('-name'),
  limit: LimitParam(200, 50),
  cursor: CursorParam,
  /** Ask again for every child and config, not only for the tag: children vanish under an unchanged index. */
  verify: FlagParam,
  /** As last seen by a scan, at once: nothing is asked of the registry. */
  known: FlagParam,
})
export type ListTagsQuery = z.infer<typeof ListTagsQuery>

export const TagPlatform = z.object({
  platform: Platform,
  digest: Digest,
  /** Config + layers; null while the child cannot be read. */
  size: Bytes.nullable(),
  createdAt: Instant.nullable(),
  status: ChildStatus,
})
export type TagPlatform = z.infer<typeof TagPlatform>

export const TagRow = z.object({
  tag: z.string(),
  /** Null when the tag itself is missing or unreadable. */
  digest: Digest.nullable(),
  mediaType: z.string().nullable(),
  kind: ManifestKind,
  artifactType: z.string().nullable(),
  /** Bytes of the distinct blobs of the whole tag; null when unknown. */
  size: Bytes.nullable(),
  /** The newest child's. */
  createdAt: Instant.nullable(),
  platforms: z.array(TagPlatform),
  attestations: z.int().nonnegative(),
  /** What is wrong with this row, as a sentence; null when all is well. */
  problem: z.string().nullable(),
  checkedAt: Instant,
})
export type TagRow = z.infer<typeof TagRow>

/** With a platform filter or a sort by size or date, the whole repository is resolved behind the answer. */
export const ResolveProgress = z.object({
  resolved: z.int().nonnegative(),
  total: z.int().nonnegative(),
  done: z.boolean(),
})
export type ResolveProgress = z.infer<typeof ResolveProgress>

export const ListTagsResponse = listOf(TagRow).extend({
  /** Null where the answer needed no more than the tags it shows. Not `done`: partial, ask again. */
  progress: ResolveProgress.nullable(),
})
export type ListTagsResponse = z.infer<typeof ListTagsResponse>
