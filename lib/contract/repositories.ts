import { z } from 'zod'
import { CursorParam, FlagParam, LimitParam, listOf } from './list'

export const ListRepositoriesQuery = z.strictObject({
  registry: z.string(),
  /** Case-insensitive substring. */
  q: z.string().max(256).optional(),
  limit: LimitParam(1000, 100),
  cursor: CursorParam,
  /** Ask the registry again, even if the list is fresh. */
  refresh: FlagParam,
})
export type ListRepositoriesQuery = z.infer<typeof ListRepositoriesQuery>

export const ListRepositoriesResponse = listOf(z.object({ name: z.string() })).extend({
  /** `catalog`: the registry listed them. `configured`: it refused, these are the ones in manifold.yaml. */
  source: z.enum(['catalog', 'configured']),
  /** The sentence to show when the catalog was refused or ended early. */
  notice: z.string().nullable(),
})
export type ListRepositoriesResponse = z.infer<typeof ListRepositoriesResponse>
