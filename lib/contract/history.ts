import { z } from 'zod'
import { CursorParam, LimitParam, listOf } from './list'
import { Digest, Instant } from './oci'

export const HistoryQuery = z.strictObject({
  /** A tag: `registry/repository:tag`. */
  ref: z.string().max(1024),
  limit: LimitParam(200, 50),
  cursor: CursorParam,
})
export type HistoryQuery = z.infer<typeof HistoryQuery>

/** A digest the tag had. Newest first; the first is what it has now. */
export const TagEvent = z.object({
  at: Instant,
  /** Null: the tag was removed. */
  digest: Digest.nullable(),
  platforms: z.array(z.string()),
  /** Against the digest before. */
  gained: z.array(z.string()),
  lost: z.array(z.string()),
  /** Who pushed it, where somebody told. */
  actor: z.string().nullable(),
  origin: z.enum(['scan', 'webhook', 'push', 'restore']),
  /** Whether the registry was seen to have it, when last asked: only then it can be put back. */
  available: z.boolean(),
})
export type TagEvent = z.infer<typeof TagEvent>
export const HistoryResponse = listOf(TagEvent)
export type HistoryResponse = z.infer<typeof HistoryResponse>

/** Tags composed here whose sources have moved since. */
export const LockstepQuery = z.strictObject({
  registry: z.string().optional(),
  repository: z.string().optional(),
  limit: LimitParam(200, 50),
  cursor: CursorParam,
})
export const OutOfStep = z.object({
  ref: z.string(),
  digest: Digest,
  composedAt: Instant,
  actor: z.string(),
  moved: z.array(
    z.object({
      source: z.string(),
      platform: z.string().nullable(),
      before: Digest,
      /** Null: it is gone. */
      now: Digest.nullable(),
    }),
  ),
  /** The composition again, with its sources as they are now: a spec to open, or to push. Null where a source is gone. */
  spec: z.string().nullable(),
})
export type OutOfStep = z.infer<typeof OutOfStep>
export const LockstepResponse = listOf(OutOfStep)
export type LockstepResponse = z.infer<typeof LockstepResponse>

/** What the composer is opened with to mend a tag. */
export const RepairQuery = z.strictObject({ ref: z.string().max(1024) })
export const RepairResponse = z.object({
  ref: z.string(),
  /** A spec (YAML); null where no composition can mend anything. */
  spec: z.string().nullable(),
  /** Findings it cures, and those it leaves with the reason. */
  cures: z.array(z.object({ code: z.string(), platform: z.string().nullable() })),
  leaves: z.array(z.object({ code: z.string(), platform: z.string().nullable(), why: z.string() })),
  /** What it does, as sentences: "linux/s390x comes back from the digest of 2 May". */
  steps: z.array(z.string()),
})
export type RepairResponse = z.infer<typeof RepairResponse>
