import { z } from 'zod'
import { LimitParam } from './list'
import { Instant } from './oci'

/**
 * `quick`: one conditional request a tag. `verify`: every distinct child and config is asked for again too.
 * `deep`: every layer as well.
 */
export const ScanMode = z.enum(['quick', 'verify', 'deep'])
export type ScanMode = z.infer<typeof ScanMode>

export const ScanState = z.enum(['waiting', 'running', 'done', 'stopped', 'failed'])
export type ScanState = z.infer<typeof ScanState>

export const StartScanRequest = z.strictObject({
  registry: z.string().max(255),
  mode: ScanMode.default('quick'),
  /** Only these; the whole registry without them. */
  repositories: z.array(z.string().max(255)).min(1).max(1000).optional(),
})
export type StartScanRequest = z.infer<typeof StartScanRequest>

export const Scan = z.object({
  id: z.string(),
  registry: z.string(),
  mode: ScanMode,
  /** Null: the whole registry. */
  repositories: z.array(z.string()).nullable(),
  reason: z.enum(['person', 'schedule', 'webhook', 'push', 'gate']),
  actor: z.string(),
  state: ScanState,
  /** Why it failed, or what it could not do, as a sentence. */
  problem: z.string().nullable(),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  /** When it was taken up again after the process that ran it had gone. */
  resumedAt: Instant.nullable(),
  progress: z.object({
    /** Whether all repositories are known; until then the totals grow. */
    listed: z.boolean(),
    repositories: z.int().nonnegative(),
    repositoriesDone: z.int().nonnegative(),
    tags: z.int().nonnegative(),
    checked: z.int().nonnegative(),
    changed: z.int().nonnegative(),
    errors: z.int().nonnegative(),
    /** Seconds; null while nobody can tell. */
    secondsLeft: z.number().nonnegative().nullable(),
    /** Until when the registry asked to be left alone, and why; null where it did not. */
    pausedUntil: Instant.nullable(),
    pauseReason: z.string().nullable(),
  }),
  /** Repositories that could not be scanned. */
  failures: z.array(z.object({ repository: z.string(), problem: z.string() })),
})
export type Scan = z.infer<typeof Scan>

export const ListScansQuery = z.strictObject({ registry: z.string().optional(), limit: LimitParam(100, 20) })
export const ListScansResponse = z.object({
  items: z.array(Scan),
  /** When the next one is due by itself, by registry. */
  schedule: z.array(
    z.object({ registry: z.string(), quickAt: Instant.nullable(), verifyAt: Instant.nullable() }),
  ),
  asOf: Instant,
})
export type ListScansResponse = z.infer<typeof ListScansResponse>
