import 'server-only'
import type { BasesQuery, BasesResponse } from '@/lib/contract/bases'
import type { Digest } from '@/lib/oci/digest'
import type { LayerPrefix } from '@/lib/storage/report-store'
import type { Context } from './context'
import { imageReference } from './image-reference'
import { instant } from './scan-answer'
import { ServiceError } from './service-error'

/** Bases of one image that are told: a long line of them is a history of its own. */
const BASES_MAX = 6
/** Looked through for them: several images often have the very same layers. */
const PREFIXES_MAX = 60
/** Different stacks of one index that are looked up. */
const STACKS_MAX = 24

/** What the images of a digest are built upon: tagged images with the same first layers, and fewer. Asks the index alone. */
export async function findBases(context: Context, query: BasesQuery): Promise<BasesResponse> {
  const { reference, registry } = imageReference(context, query.ref)
  if (reference.digest === undefined)
    throw new ServiceError('REFERENCE_INVALID', `"${query.ref}" names no digest.`, {
      hint: 'What a tag points to may have moved since it was scanned; name the digest.',
    })
  const { reports } = await context.store()
  const place = { registry: registry.name, repository: reference.repository }
  const images = await reports.layersOf(place, reference.digest)
  const stacks = new Map<string, Promise<LayerPrefix[]>>()
  for (const { layers } of images) {
    const key = layers.join()
    if (stacks.has(key) || stacks.size >= STACKS_MAX || isNothing(layers[0])) continue
    stacks.set(key, reports.prefixesOf(registry.name, layers, PREFIXES_MAX))
  }
  return {
    images: await Promise.all(
      images.map(async ({ digest, layers }) => {
        const found = (await stacks.get(layers.join())) ?? []
        return { digest, bases: nearest(found, reference.repository) }
      }),
    ),
    asOf: instant(context.now()),
  }
}

/** One image for every number of layers: of another repository before the own, where there are both. */
function nearest(found: readonly LayerPrefix[], own: string): LayerPrefix[] {
  const byLayers = new Map<number, LayerPrefix>()
  for (const base of found) {
    const known = byLayers.get(base.layers)
    if (!known || (known.repository === own && base.repository !== own)) byLayers.set(base.layers, base)
  }
  return [...byLayers.values()].slice(0, BASES_MAX)
}

/** The layer without a file in it, as Docker used to write and as BuildKit does: whoever begins with it shares nothing. */
const NOTHING: ReadonlySet<Digest> = new Set([
  'sha256:a3ed95caeb02ffe68cdd9fd84406680ae93d633cb16422d00e8a7c22955b46d4',
  'sha256:4f4fb700ef54461cfa02571ae0db9a0dc1e0cdb5577484a6d75e68dc38e8acc1',
])
const isNothing = (layer: Digest | undefined): boolean => layer === undefined || NOTHING.has(layer)
