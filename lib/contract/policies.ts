import { z } from 'zod'
import { FindingCode } from './coverage'
import { Instant } from './oci'

const Glob = z.string().min(1).max(128)

export const PolicyRequest = z.strictObject({
  /** All registries without it. */
  registry: z.string().max(255).optional(),
  /** Repository glob: `library/**`. */
  match: Glob,
  /** Tag glob. */
  tags: Glob.default('*'),
  require: z.array(z.string().max(128)).min(1).max(64),
})
export type PolicyRequest = z.infer<typeof PolicyRequest>

export const Policy = z.object({
  /** Null for one of manifold.yaml: those change there alone. */
  id: z.string().nullable(),
  registry: z.string().nullable(),
  match: z.string(),
  tags: z.string(),
  require: z.array(z.string()),
  actor: z.string().nullable(),
  createdAt: Instant.nullable(),
  /** Tags it speaks of now, and how many of those lack something it requires. */
  applies: z.object({ tags: z.int().nonnegative(), lacking: z.int().nonnegative() }).nullable(),
})
export type Policy = z.infer<typeof Policy>
export const ListPoliciesResponse = z.object({ items: z.array(Policy), asOf: Instant })

export const IgnoreRequest = z.strictObject({
  registry: z.string().max(255).optional(),
  match: Glob,
  tags: Glob.default('*'),
  code: FindingCode,
  /** All platforms without it. */
  platform: z.string().max(128).optional(),
  reason: z.string().trim().min(3).max(500),
  /** The first day it no longer holds, at most two years from now. */
  until: Instant,
})
export type IgnoreRequest = z.infer<typeof IgnoreRequest>

export const Ignore = z.object({
  id: z.string(),
  registry: z.string().nullable(),
  match: z.string(),
  tags: z.string(),
  code: FindingCode,
  platform: z.string().nullable(),
  reason: z.string(),
  until: Instant,
  actor: z.string(),
  createdAt: Instant,
})
export type Ignore = z.infer<typeof Ignore>
export const RemovedResponse = z.object({ id: z.string() })
export const ListIgnoresResponse = z.object({ items: z.array(Ignore), asOf: Instant })
