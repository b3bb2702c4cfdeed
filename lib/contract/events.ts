import { z } from 'zod'
import { Scan } from './scans'

/** One server-sent event of `GET /api/events`: its `type` is the event's name, the rest its data. */
export const LiveEvent = z.discriminatedUnion('type', [
  /** Sent at once and every 20 seconds: the stream is alive. */
  z.object({ type: z.literal('hello'), at: z.iso.datetime() }),
  z.object({ type: z.literal('scan'), scan: Scan }),
  /** Tags whose digest, cells or findings changed; an empty list: more than can be named. */
  z.object({
    type: z.literal('tags'),
    registry: z.string(),
    repository: z.string(),
    tags: z.array(z.string()),
  }),
  /** Policies or ignores changed: what was judged is judged again. */
  z.object({ type: z.literal('policies') }),
])
export type LiveEvent = z.infer<typeof LiveEvent>
