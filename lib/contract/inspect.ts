import { z } from 'zod'
import { FlagParam } from './list'
import { Annotations, Bytes, ChildStatus, Digest, Instant, ManifestKind, Platform } from './oci'

export const InspectQuery = z.strictObject({
  /** A whole reference, with a tag or a digest: never `latest` by default. */
  ref: z.string().max(1024),
  /** `os/architecture[/variant]`: only that platform's child is read. */
  platform: z.string().max(256).optional(),
  format: z.enum(['json', 'raw', 'text']).default('json'),
  verify: FlagParam,
})
export type InspectQuery = z.infer<typeof InspectQuery>

export const InspectedStep = z.object({
  createdAt: Instant.nullable(),
  createdBy: z.string().nullable(),
  comment: z.string().nullable(),
  emptyLayer: z.boolean(),
  /** Index into `layers`; null for an empty step. */
  layer: z.int().nonnegative().nullable(),
})
export type InspectedStep = z.infer<typeof InspectedStep>

export const InspectedLayer = z.object({
  digest: Digest,
  mediaType: z.string(),
  size: Bytes,
  /** The history step that made it, or null when the history does not say. */
  createdBy: z.string().nullable(),
  /** What who pushed it calls it (`org.opencontainers.image.title`): the name of an artifact's file. */
  title: z.string().nullable(),
  /** Foreign: the registry does not hold it, clients fetch it elsewhere. */
  foreign: z.boolean(),
  /** Other platforms of this index with the same layer, formatted. */
  sharedWith: z.array(z.string()),
})
export type InspectedLayer = z.infer<typeof InspectedLayer>

/** Times in nanoseconds, as the config has them; null where the engine's default holds. */
export const InspectedHealthcheck = z.object({
  /** `["CMD", ...]`, `["CMD-SHELL", command]` or `["NONE"]`. */
  test: z.array(z.string()),
  interval: z.int().positive().nullable(),
  timeout: z.int().positive().nullable(),
  startPeriod: z.int().positive().nullable(),
  startInterval: z.int().positive().nullable(),
  retries: z.int().positive().nullable(),
})
export type InspectedHealthcheck = z.infer<typeof InspectedHealthcheck>

export const InspectedConfig = z.object({
  digest: Digest,
  mediaType: z.string(),
  size: Bytes,
  status: ChildStatus,
  /** What the config itself says it runs on. */
  platform: Platform.nullable(),
  createdAt: Instant.nullable(),
  author: z.string().nullable(),
  entrypoint: z.array(z.string()).nullable(),
  cmd: z.array(z.string()).nullable(),
  env: z.array(z.string()),
  user: z.string().nullable(),
  workingDir: z.string().nullable(),
  exposedPorts: z.array(z.string()),
  volumes: z.array(z.string()),
  labels: Annotations,
  stopSignal: z.string().nullable(),
  healthcheck: InspectedHealthcheck.nullable(),
})
export type InspectedConfig = z.infer<typeof InspectedConfig>

export const InspectedPlatform = z.object({
  /** The entry's place in the index; 0 for a single image. */
  entry: z.int().nonnegative(),
  /** As declared; null for an entry without a platform. */
  platform: Platform.nullable(),
  digest: Digest,
  mediaType: z.string(),
  kind: z.enum(['image', 'artifact', 'index', 'unknown']),
  artifactType: z.string().nullable(),
  /** Config + layers: what a pull fetches. Null while the child cannot be read. */
  size: Bytes.nullable(),
  /** Bytes of the child manifest itself, as its descriptor says. */
  manifestSize: Bytes,
  status: ChildStatus,
  /** Why it is not present, or what is odd about it; a sentence. */
  problem: z.string().nullable(),
  annotations: Annotations,
  config: InspectedConfig.nullable(),
  layers: z.array(InspectedLayer),
  history: z.array(InspectedStep),
})
export type InspectedPlatform = z.infer<typeof InspectedPlatform>

export const InspectedAttestation = z.object({
  digest: Digest,
  mediaType: z.string(),
  size: Bytes,
  /** `vnd.docker.reference.type`. */
  type: z.string().nullable(),
  /** `vnd.docker.reference.digest`: the entry it describes. */
  subject: z.string().nullable(),
  /** False when that entry is not in this index. */
  attached: z.boolean(),
})
export type InspectedAttestation = z.infer<typeof InspectedAttestation>

/** What an inspection wants people to know; `entry` is a place in the index. */
export const InspectWarning = z.object({
  code: z.enum([
    'CHILD_MISSING',
    'CHILD_UNREADABLE',
    'CONFIG_UNREADABLE',
    'PLATFORM_MISDECLARED',
    'PLATFORM_DUPLICATE',
    'PLATFORM_EMPTY',
    'ATTESTATION_ORPHAN',
    'NESTED_INDEX',
    'MIXED_MEDIA_TYPES',
    'NOT_AN_IMAGE',
    'SCHEMA1',
    'TOO_MANY_ENTRIES',
    'MANIFEST_UNKNOWN_TYPE',
  ]),
  entry: z.int().nonnegative().nullable(),
  message: z.string(),
})
export type InspectWarning = z.infer<typeof InspectWarning>

export const InspectResponse = z.object({
  ref: z.string(),
  digest: Digest,
  mediaType: z.string(),
  kind: ManifestKind,
  artifactType: z.string().nullable(),
  /** Bytes of the top manifest itself. */
  manifestSize: Bytes,
  annotations: Annotations,
  /** `total`: every platform pulled apart. `distinct`: blobs shared by platforms counted once. */
  size: z.object({ total: Bytes, distinct: Bytes }),
  createdAt: Instant.nullable(),
  platforms: z.array(InspectedPlatform),
  attestations: z.array(InspectedAttestation),
  warnings: z.array(InspectWarning),
  checkedAt: Instant,
})
export type InspectResponse = z.infer<typeof InspectResponse>
