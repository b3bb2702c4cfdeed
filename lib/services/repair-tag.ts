import 'server-only'
import type { z } from 'zod'
import { repairOf } from '@/lib/composition/repair'
import type { Ailment } from '@/lib/composition/repair-work'
import type { CompositionSpec } from '@/lib/composition/spec'
import { specOfIndex } from '@/lib/composition/spec-of-index'
import { writeSpecYaml } from '@/lib/composition/spec-write'
import type { RepairQuery, RepairResponse } from '@/lib/contract/history'
import type { RepositoryFacts } from '@/lib/coverage/facts'
import type { Finding } from '@/lib/coverage/finding-table'
import { judgeRepository } from '@/lib/coverage/judge-repository'
import type { Manifest } from '@/lib/oci/manifest'
import { formatReference } from '@/lib/oci/reference'
import { isMissing } from '@/lib/registry/errors'
import type { Context } from './context'
import { imageReference } from './image-reference'
import { readRules } from './judge-rules'
import { uncomposedOf } from './judge-uncomposed'
import { composedAgain } from './repair-lockstep'
import { findOffers } from './repair-offers'
import { ServiceError } from './service-error'

/**
 * The composition that mends a tag, from what the index knows of it. Asks the registry for the tag, and whether it
 * still has what would be put back. Nothing is written. Throws MANIFEST_UNKNOWN where the tag was never scanned.
 */
export async function repairTag(
  context: Context,
  { ref }: z.output<typeof RepairQuery>,
  signal: AbortSignal,
): Promise<RepairResponse> {
  const { reference, registry } = imageReference(context, ref)
  const { repository, tag } = reference
  if (tag === undefined)
    throw new ServiceError('REFERENCE_INVALID', `"${ref}" names no tag: only a tag can be mended.`)
  const place: TagPlace = { registry: registry.name, repository, tag }
  const { index } = await context.store()
  const facts = await index.factsOf(place)
  const suggestion = (facts ? await uncomposedOf(context, facts) : []).find(
    (each) => each.repository === repository && each.tag === tag,
  )
  const findings = facts ? await findingsOf(context, facts, tag) : null
  const answer = { ref: formatReference(place), cures: [], leaves: [], steps: [] }
  if (suggestion && (findings === null || findings.length === 0))
    return {
      ...answer,
      spec: writeSpecYaml(suggestion.spec),
      cures: [{ code: 'UNCOMPOSED', platform: null }],
      steps: [`${suggestion.sources.length} tags become one.`],
    }
  if (!facts || findings === null)
    throw new ServiceError('MANIFEST_UNKNOWN', `Nothing is known of ${formatReference(place)}.`, {
      hint: 'Scan its repository, then look again.',
    })
  const now = await readTag(context, place, signal)
  const again = await composedAgain(context, place, findings)
  const wanted = findings.filter((finding) => !again?.cures.includes(finding))
  const repair = repairOf({
    spec: again?.spec ?? specOf(place, now),
    descriptors: now?.kind === 'index' ? now.manifests : [],
    configured: new Map(
      [...facts.manifests].flatMap(([digest, { image }]) =>
        image?.platform ? [[digest, image.platform]] : [],
      ),
    ),
    ailments: wanted,
    offers: await findOffers({ context, place, facts, findings: wanted, now, signal }),
  })
  const cures = [...(again?.cures ?? []), ...repair.cures]
  return {
    ...answer,
    spec: cures.length > 0 ? writeSpecYaml(repair.spec) : null,
    cures: cures.map(subject),
    leaves: repair.leaves.map((ailment) => ({ ...subject(ailment), why: ailment.why })),
    steps: [...(again?.steps ?? []), ...repair.steps],
  }
}

export interface TagPlace {
  registry: string
  repository: string
  tag: string
}

const subject = ({ code, platform }: Ailment) => ({ code, platform: platform ?? null })

/** What counts of the tag, judged now; null where it is not known. */
async function findingsOf(context: Context, facts: RepositoryFacts, tag: string): Promise<Finding[] | null> {
  const { rules } = await readRules(context)
  const judged = judgeRepository(facts, rules).tags.find((each) => each.tag === tag)
  return judged ? judged.findings.filter(({ ignored }) => ignored === undefined) : null
}

async function readTag(
  context: Context,
  { registry, repository, tag }: TagPlace,
  signal: AbortSignal,
): Promise<Manifest | null> {
  const client = context.registries.get(registry)?.client
  if (!client) return null
  try {
    return (await client.getTag(repository, tag, { signal })).manifest
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** What makes the tag again as it is: an index entry by entry, or the image it holds. */
function specOf(place: TagPlace, now: Manifest | null): CompositionSpec {
  if (now?.kind === 'index') return specOfIndex(place, now).spec
  const { registry, repository } = place
  const image = now?.kind === 'image' ? formatReference({ registry, repository, digest: now.digest }) : null
  return {
    image: formatReference(place),
    tags: [],
    format: null,
    mediaType: null,
    annotations: {},
    manifests: image === null ? [] : [{ image, platform: {}, annotations: {} }],
  }
}
