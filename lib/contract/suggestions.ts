import { z } from 'zod'
import { CursorParam, FlagParam, LimitParam, listOf } from './list'
import { Annotations, Digest, Platform } from './oci'

export const SuggestionsQuery = z.strictObject({
  registry: z.string(),
  /** Only what is in this repository, goes to it, or comes from it. */
  repository: z.string().optional(),
  /**
   * `names`: of the whole registry, look into those repositories alone whose names tell of a platform. `tags`: into
   * every one. Without it, every one as long as they are few.
   */
  depth: z.enum(['names', 'tags']).optional(),
  limit: LimitParam(200, 50),
  cursor: CursorParam,
  /** List repositories and tags again, however fresh the lists are. */
  refresh: FlagParam,
})
export type SuggestionsQuery = z.infer<typeof SuggestionsQuery>

export const SuggestedSource = z.object({
  image: z.string(),
  /** As the name tells; the image's own config has the last word when it is composed. */
  platform: Platform,
  /** `older`: the tag has a newer image for this platform already, so this one is not in the spec. */
  change: z.enum(['added', 'replaced', 'kept', 'older']),
})
export type SuggestedSource = z.infer<typeof SuggestedSource>

export const Suggestion = z.object({
  target: z.string(),
  /** `new`: the tag is not there. `single`: it is one image. `incomplete`: an index that lacks some or has others. */
  kind: z.enum(['new', 'incomplete', 'single']),
  sources: z.array(SuggestedSource),
  /** What the tag has today; null where it is not there. */
  today: z.object({ digest: Digest, platforms: z.array(Platform) }).nullable(),
  /** The composition, ready for a plan. Platforms are left to the images' own configs where those name one. */
  spec: z.object({
    image: z.string(),
    annotations: Annotations.optional(),
    artifactType: z.string().optional(),
    subject: z.string().optional(),
    manifests: z.array(
      z.object({ image: z.string(), digest: Digest.optional(), platform: Platform.partial().optional() }),
    ),
  }),
})
export type Suggestion = z.infer<typeof Suggestion>

export const SuggestionsResponse = listOf(Suggestion).extend({
  /** What could not be looked into, as sentences: the rest of the answer stands. */
  warnings: z.array(z.string()),
  /** Repositories whose tags were left unread, because their names tell of no platform. `depth=tags` reads them. */
  unread: z.int().nonnegative(),
  /** In repositories. Not `done`: there may be more, ask again. */
  progress: z.object({
    done: z.boolean(),
    checked: z.int().nonnegative(),
    total: z.int().nonnegative(),
  }),
})
export type SuggestionsResponse = z.infer<typeof SuggestionsResponse>
