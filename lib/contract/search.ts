import { z } from 'zod'
import { CursorParam, LimitParam, listOf } from './list'
import { Digest, Instant, ManifestKind } from './oci'

export const SearchQuery = z.strictObject({
  /**
   * Words and terms, all of which have to hold: `s390x`, `-linux/arm64`, `platform:`, `repository:<glob>`, `tag:<glob>`,
   * `digest:sha256:...` (a tag's, a child's, a config's or a layer's), `label:key` or `label:key=value`,
   * `finding:CODE`, `kind:index`, `registry:`; any other word is a part of `repository:tag`. `-` in front negates.
   */
  q: z.string().min(1).max(512),
  limit: LimitParam(200, 50),
  cursor: CursorParam,
})
export type SearchQuery = z.infer<typeof SearchQuery>

export const SearchHit = z.object({
  ref: z.string(),
  registry: z.string(),
  repository: z.string(),
  tag: z.string(),
  digest: Digest.nullable(),
  kind: ManifestKind,
  platforms: z.array(z.string()),
  errors: z.int().nonnegative(),
  warnings: z.int().nonnegative(),
  checkedAt: Instant,
})
export type SearchHit = z.infer<typeof SearchHit>

export const SearchResponse = listOf(SearchHit).extend({
  /** How the query was understood, as a sentence. */
  understood: z.string(),
})
export type SearchResponse = z.infer<typeof SearchResponse>

/** What contains a digest, as far as scanned. */
export const UsesQuery = z.strictObject({
  registry: z.string(),
  digest: Digest,
  limit: LimitParam(200, 50),
})
export type UsesQuery = z.infer<typeof UsesQuery>
export const UsesResponse = z.object({
  /** Tags that point to it. */
  tags: z.array(z.object({ ref: z.string(), platforms: z.array(z.string()), checkedAt: Instant })),
  /** Indexes that have it as a child; `tags` point to them. */
  indexes: z.array(
    z.object({
      repository: z.string(),
      digest: Digest,
      platform: z.string().nullable(),
      tags: z.array(z.string()),
    }),
  ),
  /** Images and artifacts that have it as a config or a layer; `tags` lead to them, by an index or directly. */
  images: z.array(
    z.object({
      repository: z.string(),
      digest: Digest,
      platform: z.string().nullable(),
      tags: z.array(z.string()),
    }),
  ),
  /** False when there is more than `limit` of one of them. */
  complete: z.boolean(),
  asOf: Instant,
})
export type UsesResponse = z.infer<typeof UsesResponse>
