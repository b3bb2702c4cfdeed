import { z } from 'zod'

export const HealthResponse = z.object({ status: z.literal('ok'), version: z.string() })
export type HealthResponse = z.infer<typeof HealthResponse>

/** Readiness names what does not answer and never fails for it: a dashboard that can say so is ready. */
export const ReadyResponse = z.object({
  status: z.enum(['ok', 'degraded']),
  registries: z.array(
    z.object({
      name: z.string(),
      status: z.enum(['ok', 'unreachable', 'unauthorized', 'refused']),
      message: z.string().optional(),
    }),
  ),
  storage: z.object({ status: z.enum(['ok', 'failed']), engine: z.string(), message: z.string().optional() }),
})
export type ReadyResponse = z.infer<typeof ReadyResponse>
