import { z } from 'zod'
import { ErrorCode } from './error'
import { listOf } from './list'
import { Instant } from './oci'

/** Listing never writes to find out: `unknown` until reading, or what somebody did meanwhile, has told. */
export const Capability = z.enum(['yes', 'no', 'unknown'])

export const Registry = z.object({
  name: z.string(),
  reachability: z.enum(['reachable', 'unreachable', 'unauthorized', 'refused']),
  /** Why it is not reachable, as a sentence and what to do about it. */
  problem: z.object({ code: ErrorCode, message: z.string(), hint: z.string().optional() }).nullable(),
  supports: z.object({ catalog: Capability, delete: Capability, referrers: Capability }),
  /** Milliseconds of the last ping, or null. */
  latencyMs: z.number().nonnegative().nullable(),
  checkedAt: Instant,
  lastScanAt: Instant.nullable(),
  writable: z.boolean(),
  /** Why nothing can be written there, or null. */
  readOnlyReason: z.string().nullable(),
  /** True where certificates are not verified: shown as such. */
  insecure: z.boolean(),
})
export type Registry = z.infer<typeof Registry>

export const ListRegistriesResponse = listOf(Registry)
export type ListRegistriesResponse = z.infer<typeof ListRegistriesResponse>
