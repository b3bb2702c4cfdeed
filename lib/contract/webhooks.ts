import { z } from 'zod'

export const WebhookQuery = z.strictObject({
  /** The registry that calls, as configured; told by the addresses in its events without it. */
  registry: z.string().max(255).optional(),
})
export type WebhookQuery = z.infer<typeof WebhookQuery>

/** Distribution's envelope (distribution-spec implementations, "notifications"), as far as it is read. */
export const WebhookEnvelope = z.object({
  /** Each read by itself: a registry sends one that is refused again and again, and all others wait behind it. */
  events: z.array(z.unknown()).max(5000),
})
export type WebhookEnvelope = z.infer<typeof WebhookEnvelope>

const Text = z.string().max(1024).optional()

export const RegistryEvent = z.object({
  id: z.string().min(1).max(256),
  action: z.string().max(64),
  target: z.object({
    mediaType: Text,
    digest: Text,
    repository: z.string().max(255),
    tag: z.string().max(128).optional(),
    url: z.string().max(4096).optional(),
  }),
  request: z.object({ host: Text, useragent: Text }).optional(),
  actor: z.object({ name: Text }).optional(),
})
export type RegistryEvent = z.infer<typeof RegistryEvent>

export const WebhookResponse = z.object({
  received: z.int().nonnegative(),
  /** Those that tell of a change nobody knew of yet: what they name is checked in a moment. */
  taken: z.int().nonnegative(),
})
export type WebhookResponse = z.infer<typeof WebhookResponse>
