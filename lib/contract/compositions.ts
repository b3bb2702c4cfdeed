import { z } from 'zod'
import { PROBLEM_CODES, PROBLEM_TABLE } from '@/lib/composition/problems'
import { FORMATS } from '@/lib/composition/spec'
import { ApiErrorBody } from './error'
import { Annotations, Bytes, Digest, Platform } from './oci'

/** The spec as JSON: the same keys as the YAML. A string is taken as YAML text, which keeps lines and columns. */
export const SpecInput = z.union([z.string(), z.record(z.string(), z.unknown())])

/** Any spelling the YAML knows. */
const FixPlatform = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

const Fix = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('set-platform'),
    entry: z.int(),
    platform: FixPlatform,
  }),
  z.object({ kind: z.literal('remove-entry'), entry: z.int() }),
  z.object({ kind: z.literal('set-format'), format: z.string().nullable() }),
  z.object({
    kind: z.literal('rename-key'),
    path: z.array(z.union([z.string(), z.number()])),
    to: z.string(),
  }),
  z.object({ kind: z.literal('set-target'), image: z.string() }),
  z.object({
    kind: z.literal('add-entry'),
    image: z.string(),
    digest: Digest.optional(),
    platform: FixPlatform.optional(),
    at: z.int().nonnegative().optional(),
  }),
  z.object({ kind: z.literal('set-source'), entry: z.int(), image: z.string() }),
  z.object({
    kind: z.literal('expand-entry'),
    entry: z.int(),
    manifests: z.array(
      z.object({
        image: z.string(),
        digest: Digest,
        platform: FixPlatform,
        annotations: Annotations,
        artifactType: z.string().optional(),
        attestations: z.string().optional(),
      }),
    ),
  }),
])

/** The table in words, for the people who read the API's description instead of the dashboard. */
const PROBLEM_WORDS = PROBLEM_CODES.map((code) => {
  const { severity, title, why } = PROBLEM_TABLE[code]
  return `${code} (${severity}): ${title}. ${why}`
}).join('\n')

const ProblemCodeSchema = z.enum(PROBLEM_CODES).meta({ id: 'ProblemCode', description: PROBLEM_WORDS })

export const Problem = z.object({
  code: ProblemCodeSchema,
  severity: z.enum(['error', 'confirm', 'warning', 'info']),
  ref: z.string().optional(),
  entry: z.int().nonnegative().optional(),
  platform: z.string().optional(),
  line: z.int().positive().optional(),
  column: z.int().positive().optional(),
  message: z.string(),
  fix: Fix.optional(),
})
export type Problem = z.infer<typeof Problem>

export const PlanEntry = z.object({
  source: z.string(),
  entry: z.int().nonnegative(),
  digest: Digest,
  mediaType: z.string(),
  size: Bytes,
  platform: Platform.nullable(),
  annotations: Annotations,
  artifactType: z.string().optional(),
  attestation: z.boolean(),
  /** What the image's own config says; null where it says nothing, or there is none. */
  configured: Platform.nullable(),
  /** Where a source index lists it: its place there (from 0) and whether it is written just as it is listed there. */
  origin: z
    .object({
      index: Digest,
      place: z.int().nonnegative(),
      of: z.int().positive(),
      unchanged: z.boolean(),
    })
    .nullable(),
})
export type PlanEntry = z.infer<typeof PlanEntry>

const PlatformChange = z.object({ platform: z.string(), before: Digest.nullable(), after: Digest.nullable() })

export const Transfer = z.object({
  digest: Digest,
  mediaType: z.string(),
  size: Bytes,
  /** `present`: already in the target repository. `mount`: asked for there. `copy`: streamed. */
  how: z.enum(['present', 'mount', 'copy']),
  /** The repository it comes from, as `registry/repository`. */
  from: z.string(),
})
export type Transfer = z.infer<typeof Transfer>

/** What became of one entry of the spec's `manifests` when it was looked up. */
export const PlanSource = z.object({
  entry: z.int().nonnegative(),
  /** As the spec has it. */
  ref: z.string(),
  /** `missing`: the registry said 404. `invalid`: it is no source reference. */
  status: z.enum(['present', 'missing', 'unreadable', 'invalid']),
  /** What the reference points to now: an index where the source is one. Null unless present. */
  digest: Digest.nullable(),
  mediaType: z.string().nullable(),
  /** Why it is not present, as a sentence. */
  message: z.string().optional(),
})
export type PlanSource = z.infer<typeof PlanSource>

export const PlanRequest = z.strictObject({
  spec: SpecInput,
  /** Source reference -> what an earlier plan saw it point to: where it moved since, `SOURCE_MOVED` tells. */
  seen: z.record(z.string(), Digest).optional(),
})
export type PlanRequest = z.infer<typeof PlanRequest>

/** Tag -> the digest it had when the plan was made, null for a tag that was not there. */
export const TagDigests = z.record(z.string(), Digest.nullable())

export const PlanResponse = z.object({
  target: z.object({ registry: z.string(), repository: z.string(), tag: z.string() }).nullable(),
  digest: Digest,
  size: Bytes,
  mediaType: z.string(),
  profile: z.enum(FORMATS),
  profileReason: z.string(),
  /** The exact bytes, as text: they are JSON in UTF-8. */
  bytes: z.string(),
  entries: z.array(PlanEntry),
  sources: z.array(PlanSource),
  /** False while a source could not be opened: digest and bytes are those of what is left. */
  complete: z.boolean(),
  tags: TagDigests,
  transfers: z.array(Transfer),
  change: z.object({
    added: z.array(PlatformChange),
    removed: z.array(PlatformChange),
    replaced: z.array(PlatformChange),
    kept: z.array(PlatformChange),
  }),
  problems: z.array(Problem),
})
export type PlanResponse = z.infer<typeof PlanResponse>

const AcceptedCodes = z.array(z.enum(PROBLEM_CODES, { error: 'names a problem code that does not exist' }))

export const PushRequest = z.strictObject({
  spec: SpecInput,
  /** What was shown. Absent: push what resolves now. */
  expect: z.strictObject({ digest: Digest, tags: TagDigests }).optional(),
  /** Codes of severity `confirm` the person has agreed to. */
  accept: AcceptedCodes.default([]),
})
export type PushRequest = z.input<typeof PushRequest>

export const PushQuery = z.strictObject({
  /** `CODE,CODE`: what `accept` is in a JSON body, for bodies that are the spec itself. */
  accept: z
    .string()
    .max(512)
    .default('')
    .transform((text) => text.split(',').filter((code) => code !== ''))
    .pipe(AcceptedCodes),
})

/** `after` is null where the tag is not there, or could not be read any more. */
export const MovedTag = z.object({
  tag: z.string(),
  before: Digest.nullable(),
  after: Digest.nullable(),
  moved: z.boolean(),
})
export type MovedTag = z.infer<typeof MovedTag>

export const PushResult = z.object({
  ref: z.string(),
  digest: Digest,
  size: Bytes,
  mediaType: z.string(),
  tags: z.array(MovedTag),
  platforms: z.array(z.object({ platform: z.string(), digest: Digest })),
  problems: z.array(Problem),
  /** What went wrong beside the push itself, as sentences: the tags are where they should be all the same. */
  notices: z.array(z.string()).default([]),
})
export type PushResult = z.infer<typeof PushResult>

/** One line of the progress stream (`application/x-ndjson`). The last is always `result` or `error`. */
export const PushEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('step'),
    /** Counts from 1. */
    step: z.int().positive(),
    steps: z.int().positive(),
    action: z.enum(['check', 'mount', 'copy', 'put-manifest', 'put-index', 'put-tag', 'read-back']),
    subject: z.string(),
    state: z.enum(['started', 'done', 'skipped']),
  }),
  z.object({ type: z.literal('progress'), digest: Digest, done: Bytes, total: Bytes }),
  z.object({ type: z.literal('result'), result: PushResult }),
  /** `tags` names every tag as moved or not, as re-read after the failure. */
  z.object({ type: z.literal('error'), ...ApiErrorBody.shape, tags: z.array(MovedTag) }),
])
export type PushEvent = z.infer<typeof PushEvent>
