import { z } from 'zod'
import { Instant } from './oci'

/** The frame of every list: `nextCursor` is null on the last page, `asOf` is when the registry was asked. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: z.int().nonnegative().optional(),
    asOf: Instant,
  })
}

/** Query strings are text: these read the numbers and flags in them. */
export const LimitParam = (max: number, standard: number) =>
  z.coerce.number().int().min(1).max(max).default(standard)
export const FlagParam = z
  .enum(['true', 'false', '1', '0'])
  .default('false')
  .transform((text) => text === 'true' || text === '1')
export const CursorParam = z.string().max(512).optional()
