import 'server-only'
import type { Referrer, ReferrersQuery, ReferrersResponse } from '@/lib/contract/referrers'
import type { Digest } from '@/lib/oci/digest'
import { COSIGN_TAGS, type CosignTag, cosignTag, fallbackTag } from '@/lib/oci/referrer-tags'
import { isMissing, RegistryError } from '@/lib/registry/errors'
import type { ConfiguredRegistry, Context } from './context'
import { imageReference } from './image-reference'
import { knownReferrers, worthAsking } from './known-referrers'
import { readTop } from './read-top'
import { cosignReferrer, referrerOf } from './referrer'

interface Look {
  registry: ConfiguredRegistry
  repository: string
  digest: Digest
  artifactType: string | undefined
  now: number
  signal: AbortSignal
}

type Found = Pick<ReferrersResponse, 'items' | 'complete'>
type Problem = ReferrersResponse['problems'][number]

/**
 * What refers to a digest. Requests: one to the referrers API, one for the fallback tag where there is no API, and
 * three for cosign's tags. A place that fails is told beside what the others have; only where all fail does the call.
 */
export async function listReferrers(
  context: Context,
  { ref, artifactType }: ReferrersQuery,
  signal: AbortSignal,
): Promise<ReferrersResponse> {
  const { reference, registry, name } = imageReference(context, ref)
  const { repository } = reference
  const digest = reference.digest ?? (await readTop(registry.client, repository, name, { signal })).digest
  const look = { registry, repository, digest, artifactType, now: context.now(), signal }
  const failures: RegistryError[] = []
  const problems: Problem[] = []
  const places = [
    attempt('api', () => bySubject(look)),
    ...COSIGN_TAGS.map((kind) => attempt('cosign', () => byCosignTag(look, kind))),
  ]
  const found: Found[] = []
  for (const place of await Promise.all(places)) {
    if ('items' in place) found.push(place)
    else {
      failures.push(place.error)
      const { code, message } = place.error
      if (!problems.some((known) => known.message === message))
        problems.push({ source: place.source, code, message })
    }
  }
  if (found.length === 0 && failures[0]) throw failures[0]
  return {
    digest,
    items: unique(found.flatMap(({ items }) => items)),
    api: knownReferrers(registry).now,
    complete: found.every(({ complete }) => complete),
    problems,
    asOf: new Date(look.now).toISOString(),
  }
}

async function attempt(
  source: Problem['source'],
  look: () => Promise<Found>,
): Promise<Found | { source: Problem['source']; error: RegistryError }> {
  try {
    return await look()
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    return { source, error }
  }
}

/** The API, or the tag that stands in for it (distribution-spec, unavailable referrers API). */
async function bySubject(look: Look): Promise<Found> {
  const { registry, repository, digest, artifactType, now, signal } = look
  const known = knownReferrers(registry)
  if (worthAsking(known, now)) {
    const options = { signal, ...(artifactType !== undefined && { artifactType }) }
    const referrers = await registry.client.listReferrers(repository, digest, options)
    Object.assign(known, { now: referrers ? 'yes' : 'no', at: now })
    if (referrers) {
      const items = referrers.descriptors.map((one) => referrerOf(one, 'api'))
      return { items, complete: referrers.complete }
    }
  }
  return byFallbackTag(look)
}

async function byFallbackTag({ registry, repository, digest, artifactType, signal }: Look): Promise<Found> {
  const tag = fallbackTag(digest)
  const manifest = await tagged(registry, repository, tag, signal)
  const entries = manifest?.kind === 'index' ? manifest.manifests : []
  const items = entries.map((one) => ({ ...referrerOf(one, 'fallback'), tag }))
  return { items: items.filter(wanted(artifactType)), complete: true }
}

async function byCosignTag(look: Look, kind: CosignTag): Promise<Found> {
  const { registry, repository, digest, artifactType, signal } = look
  const tag = cosignTag(digest, kind)
  const manifest = await tagged(registry, repository, tag, signal)
  const items = manifest === null ? [] : [cosignReferrer(manifest, kind, tag)]
  return { items: items.filter(wanted(artifactType)), complete: true }
}

const wanted =
  (artifactType: string | undefined) =>
  (referrer: Referrer): boolean =>
    artifactType === undefined || referrer.artifactType === artifactType

/** Null: there is no such tag, which is the rule. */
async function tagged({ client }: ConfiguredRegistry, repository: string, tag: string, signal: AbortSignal) {
  try {
    return (await client.getTag(repository, tag, { signal })).manifest
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** What both the API and a tag lead to is one thing. */
function unique(referrers: readonly Referrer[]): Referrer[] {
  const byDigest = new Map<Digest, Referrer>()
  for (const one of referrers) {
    const known = byDigest.get(one.digest)
    byDigest.set(
      one.digest,
      known ? { ...known, tag: known.tag ?? one.tag, count: known.count ?? one.count } : one,
    )
  }
  return [...byDigest.values()]
}
