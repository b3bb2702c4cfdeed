import 'server-only'
import type { BadgeQuery } from '@/lib/contract/badge'
import { type Badge, badgeOf, type TagAtGlance, UNKNOWN_BADGE } from '@/lib/coverage/badge'
import { meetsRequirement, parseRequire } from '@/lib/coverage/require'
import { parsePlatform, platformKey } from '@/lib/oci/platform'
import { parseReference } from '@/lib/oci/reference'
import type { Place } from '@/lib/storage/index-store'
import type { Context } from './context'

/**
 * What the badge of a tag says, from the index alone: a page of a thousand badges asks no registry. Never fails for
 * what it is asked: in a README there is nobody to read an error.
 */
export async function tagBadge(
  context: Pick<Context, 'store' | 'log'>,
  { ref, require = '' }: BadgeQuery,
): Promise<Badge> {
  const reference = parseReference(ref)
  const required = parseRequire(require)
  if (!reference.ok || reference.value.tag === undefined)
    return { ...UNKNOWN_BADGE, message: 'not a tag reference' }
  if (!required.ok) return { ...UNKNOWN_BADGE, message: 'not a platform list' }
  const { registry, repository, tag } = reference.value
  const known = await glance(context, { registry, repository }, tag)
  if (!known) return UNKNOWN_BADGE
  const lacking = required.value.filter((platform) => !isMet(known, platform)).map(platformKey)
  return badgeOf(known, lacking)
}

/** Null as well where the store does not answer. */
async function glance({ store, log }: Pick<Context, 'store' | 'log'>, place: Place, tag: string) {
  try {
    return await (await store()).glance.tag(place, tag)
  } catch (error) {
    log('warn', 'A badge could not be looked up.', { error: String(error) })
    return null
  }
}

/** As the audit has it: what could not be read is not missing. */
function isMet({ cells }: TagAtGlance, required: Parameters<typeof meetsRequirement>[1]): boolean {
  return Object.entries(cells).some(([key, { status }]) => {
    const platform = parsePlatform(key)
    return status !== 'missing' && platform.ok && meetsRequirement(platform.value, required)
  })
}
