import { z } from 'zod'
import { isDigest } from '@/lib/oci/digest'

export const Digest = z
  .string()
  .refine(isDigest, 'not a digest')
  .meta({ id: 'Digest', example: `sha256:${'0'.repeat(64)}` })

export const Platform = z
  .object({
    os: z.string(),
    architecture: z.string(),
    variant: z.string().optional(),
    'os.version': z.string().optional(),
    'os.features': z.array(z.string()).optional(),
    features: z.array(z.string()).optional(),
  })
  .meta({ id: 'Platform' })

export const Annotations = z.record(z.string(), z.string())

/** `present`: it answered. `missing`: the registry said 404. `unreadable`: anything else; never the same thing. */
export const ChildStatus = z.enum(['present', 'missing', 'unreadable'])
export type ChildStatus = z.infer<typeof ChildStatus>

/** UTC, ISO 8601. */
export const Instant = z.iso.datetime({ offset: true }).meta({ id: 'Instant' })

/** Bytes. */
export const Bytes = z.int().nonnegative()

export const ManifestKind = z.enum(['index', 'image', 'artifact', 'unknown', 'missing'])
export type ManifestKind = z.infer<typeof ManifestKind>
