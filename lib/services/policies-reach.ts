import 'server-only'
import type { Policy } from '@/lib/contract/policies'
import { createGlob, type Glob } from '@/lib/oci/glob'
import { parsePlatform, platformKey } from '@/lib/oci/platform'
import type { Place } from '@/lib/storage/index-store'
import type { Context } from './context'

/** Of more tags nobody waits to have them counted one by one. */
const TAGS_MAX = 20_000

type Counted = Pick<Policy, 'registry' | 'match' | 'tags' | 'require'>

/** How many tags each policy speaks of, and how many of them lack something; null where counting would take too long. */
export async function countApplies(
  context: Context,
  policies: readonly Counted[],
): Promise<Policy['applies'][]> {
  if (policies.length === 0) return []
  const { policies: store } = await context.store()
  const places = (await store.judgedPlaces()).filter(({ registry }) => context.registries.has(registry))
  const counts: Policy['applies'][] = []
  for (const policy of policies) {
    const match = globOf(policy.match)
    const matching = places.filter(
      ({ registry, repository }) =>
        (policy.registry === null || policy.registry === registry) && match(repository),
    )
    counts.push(await countIn(context, policy, matching))
  }
  return counts
}

async function countIn(
  context: Context,
  { tags, require }: Counted,
  places: readonly (Place & { tags: number })[],
): Promise<Policy['applies']> {
  const { policies: store } = await context.store()
  const all = places.reduce((sum, place) => sum + place.tags, 0)
  if (all > TAGS_MAX) return null
  const match = globOf(tags)
  const required = new Set(
    require.flatMap((text) => {
      const platform = parsePlatform(text)
      return platform.ok ? [platformKey(platform.value)] : []
    }),
  )
  const found = (await store.requiredTags(places)).filter(({ tag }) => match(tag))
  return {
    tags: found.length,
    lacking: found.filter(({ lacking }) => lacking.some((platform) => required.has(platform))).length,
  }
}

function globOf(text: string): Glob {
  const glob = createGlob(text)
  return glob.ok ? glob.value : () => false
}
