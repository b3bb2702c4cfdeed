import 'server-only'
import type { Offer } from '@/lib/composition/repair-work'
import { findFamilies } from '@/lib/composition/suggest-families'
import type { RepositoryFacts } from '@/lib/coverage/facts'
import type { Finding } from '@/lib/coverage/finding-table'
import { withoutVersion } from '@/lib/coverage/findings-history'
import { meetsRequirement } from '@/lib/coverage/require'
import { contentOf } from '@/lib/coverage/tag-content'
import type { Digest } from '@/lib/oci/digest'
import type { Manifest } from '@/lib/oci/manifest'
import { type Platform, parsePlatform, platformKey } from '@/lib/oci/platform'
import { formatReference } from '@/lib/oci/reference'
import type { Context } from './context'
import type { TagPlace } from './repair-tag'

/** So many images are asked for in vain before a platform is given up. */
const ASKED_MAX = 10
const NEEDY = new Set(['PLATFORM_LOST', 'PLATFORM_REQUIRED', 'CHILD_MISSING'])

export interface OfferSearch {
  context: Context
  place: TagPlace
  facts: RepositoryFacts
  findings: readonly Finding[]
  now: Manifest | null
  signal: AbortSignal
}

/** For every platform that is wanted an image the registry still has: of an earlier digest of the tag, or a sibling tag. */
export async function findOffers(search: OfferSearch): Promise<Map<string, Offer>> {
  const offers = new Map<string, Offer>()
  const keys = search.findings.flatMap(({ code, platform }) =>
    NEEDY.has(code) && platform !== undefined ? [platform] : [],
  )
  for (const key of new Set(keys)) {
    const candidates = [...earlier(search, key), ...siblings(search, key)].slice(0, ASKED_MAX)
    for (const { digest, offer } of candidates) {
      if (!(await isThere(search, digest))) continue
      offers.set(key, offer)
      break
    }
  }
  return offers
}

interface Candidate {
  digest: Digest
  offer: Offer
}

/** Newest first. */
function earlier({ place, facts, now }: OfferSearch, key: string): Candidate[] {
  const { registry, repository, tag } = place
  return (facts.history.get(tag) ?? []).flatMap(({ digest, at }) => {
    if (digest === null || digest === now?.digest) return []
    const { kind, entries, manifest } = contentOf(digest, facts.manifests)
    const found = entries.find((entry) => entry.platform && isFor(entry.platform, key))
    if (!found) return []
    const day = new Date(at).toISOString().slice(0, 10)
    // Where the index it lay in is still there, its attestations come along.
    const fromIndex = kind === 'index' && manifest?.state === 'present' && !found.nested
    const image = formatReference({ registry, repository, digest: fromIndex ? digest : found.digest })
    const entry = {
      image,
      ...(fromIndex && { digest: found.digest }),
      platform: fromIndex || found.declared === null ? {} : found.declared,
      annotations: {},
    }
    return [
      { digest: found.digest, offer: { entry, from: `what ${tag} was on ${day} (${digest.slice(0, 19)}…)` } },
    ]
  })
}

/** `1.2-s390x` beside `1.2`. */
function siblings({ place, facts }: OfferSearch, key: string): Candidate[] {
  const { registry, repository, tag } = place
  const tags = new Map(
    facts.tags.flatMap(({ tag, digest, state }) => (digest && state === 'present' ? [[tag, digest]] : [])),
  )
  const family = findFamilies({
    names: new Set([repository]),
    tags: new Map([[repository, [...tags.keys()]]]),
  }).find((each) => each.repository === repository && each.tag === tag)
  return (family?.members ?? []).flatMap((member) => {
    const digest = tags.get(member.tag)
    if (!digest || !isFor(member.platform, key)) return []
    const image = formatReference({ registry, repository, tag: member.tag })
    return [{ digest, offer: { entry: { image, platform: {}, annotations: {} }, from: member.tag } }]
  })
}

/** A platform without a Windows build is met by any. */
function isFor(platform: Platform, key: string): boolean {
  const wanted = parsePlatform(key)
  if (wanted.ok && meetsRequirement(platform, wanted.value)) return true
  return withoutVersion(platformKey(platform)) === withoutVersion(key)
}

async function isThere({ context, place, signal }: OfferSearch, digest: Digest): Promise<boolean> {
  const client = context.registries.get(place.registry)?.client
  return client ? Boolean(await client.headManifest(place.repository, digest, { signal })) : false
}
