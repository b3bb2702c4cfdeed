import { z } from 'zod'
import { CONFIG_FIELDS } from '@/lib/comparison/compare-config'
import { InspectResponse } from './inspect'
import { Bytes, ChildStatus, Digest, Instant, Platform } from './oci'

/** `a` and `b` are whole references, of any two registries; the same one twice to compare two of its platforms. */
export const CompareQuery = z.strictObject({
  a: z.string().max(1024),
  b: z.string().max(1024),
  /** Which images of two indexes to look into: `os/architecture[/variant]`, or an entry's `key`. */
  platformA: z.string().max(256).optional(),
  platformB: z.string().max(256).optional(),
})
export type CompareQuery = z.infer<typeof CompareQuery>

/** `added`: `b` alone has it. `removed`: `a` alone has it. */
export const Change = z.enum(['added', 'removed', 'changed', 'same'])
export type Change = z.infer<typeof Change>

export const ComparedValue = z.object({
  name: z.string(),
  change: Change,
  a: z.string().nullable(),
  b: z.string().nullable(),
})
export type ComparedValue = z.infer<typeof ComparedValue>

const FieldValue = z.union([z.string(), z.array(z.string())]).nullable()

export const ComparedField = z.object({
  field: z.enum(CONFIG_FIELDS),
  change: Change,
  a: FieldValue,
  b: FieldValue,
})
export type ComparedField = z.infer<typeof ComparedField>

/** One image of an index, or the image itself. */
export const ComparedEntry = z.object({
  /** What names it in `platformA` and `platformB`: its platform, or `#` and its place where that is not enough. */
  key: z.string(),
  /** As declared, else as its config says. */
  platform: Platform.nullable(),
  digest: Digest,
  mediaType: z.string(),
  kind: z.enum(['image', 'artifact', 'index', 'unknown']),
  artifactType: z.string().nullable(),
  /** Config + layers. Null while it cannot be read. */
  size: Bytes.nullable(),
  createdAt: Instant.nullable(),
  status: ChildStatus,
  /** Why it cannot be read, as a sentence. */
  problem: z.string().nullable(),
})
export type ComparedEntry = z.infer<typeof ComparedEntry>

export const ComparedSide = InspectResponse.pick({
  ref: true,
  digest: true,
  mediaType: true,
  kind: true,
  artifactType: true,
  size: true,
  createdAt: true,
  warnings: true,
  checkedAt: true,
}).extend({ entries: z.array(ComparedEntry) })
export type ComparedSide = z.infer<typeof ComparedSide>

/** A place in a list of side `a` and in that of side `b`; null where that side does not have it. */
const places = { a: z.int().nonnegative().nullable(), b: z.int().nonnegative().nullable() }

export const ComparedPlatform = z.object({ change: Change, ...places })
export type ComparedPlatform = z.infer<typeof ComparedPlatform>

export const ComparedLayer = z.object({
  /** `moved`: the same layer at another place. */
  change: z.enum(['same', 'moved', 'added', 'removed']),
  /** From the bottom up, the lowest is 0. */
  ...places,
  digest: Digest,
  mediaType: z.string(),
  size: Bytes,
  /** The history step that made it, or null when the history does not say. */
  createdBy: z.string().nullable(),
})
export type ComparedLayer = z.infer<typeof ComparedLayer>

export const ComparedLayers = z.object({
  /** So many layers from the bottom are the same: the base both have in common. */
  base: z.int().nonnegative(),
  /** The base, the rest of `a` from the bottom up, then what `b` alone has. */
  items: z.array(ComparedLayer),
  /** Of distinct layers. Who has `a` fetches `onlyB` to get `b`. */
  size: z.object({ base: Bytes, both: Bytes, onlyA: Bytes, onlyB: Bytes }),
})
export type ComparedLayers = z.infer<typeof ComparedLayers>

export const ComparedStep = z.object({
  /** `changed`: the same command left another layer behind. */
  change: Change,
  ...places,
  createdBy: z.string().nullable(),
  emptyLayer: z.boolean(),
})
export type ComparedStep = z.infer<typeof ComparedStep>

/** Two images in depth. What cannot be read on one side is null: nobody can say what differs. */
export const ComparedPair = z.object({
  /** Places in the `entries` of either side. */
  a: z.int().nonnegative(),
  b: z.int().nonnegative(),
  layers: ComparedLayers.nullable(),
  config: z.array(ComparedField).nullable(),
  env: z.array(ComparedValue).nullable(),
  labels: z.array(ComparedValue).nullable(),
  /** Of the manifest and of its entry in the index. */
  annotations: z.array(ComparedValue).nullable(),
  history: z.array(ComparedStep).nullable(),
})
export type ComparedPair = z.infer<typeof ComparedPair>

export const CompareResponse = z.object({
  a: ComparedSide,
  b: ComparedSide,
  /** Places in the `entries` of either side, those of `a` first, then what `b` alone has. */
  platforms: z.array(ComparedPlatform),
  /** Of the indexes themselves. */
  annotations: z.array(ComparedValue),
  /** Null where a side has no entry at all, or not the one asked for. */
  pair: ComparedPair.nullable(),
  /** Platforms that were asked for and are not there. */
  unmet: z.array(z.object({ side: z.enum(['a', 'b']), platform: z.string() })),
})
export type CompareResponse = z.infer<typeof CompareResponse>

/** In `details.failed` of an error: which side could not be read, and why. */
export const FailedSide = z.object({
  side: z.enum(['a', 'b']),
  ref: z.string(),
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
})
export type FailedSide = z.infer<typeof FailedSide>
