import 'server-only'
import { entryKeys, placeOfEntry } from '@/lib/comparison/entry-key'
import type { InspectedPlatform } from '@/lib/contract/inspect'
import type { Descriptor } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import type { Platform } from '@/lib/oci/platform'
import type { RegistryClient } from '@/lib/registry/client-types'
import type { Context } from './context'
import { imageReference } from './image-reference'
import { asPlatform, platformName } from './inspect-entry'
import { inspectImage } from './inspect-image'
import { ServiceError } from './service-error'

/** One image of whatever a reference names, with its layers, lowest first. */
export interface ImageLayers {
  client: RegistryClient
  repository: string
  digest: Digest
  /** Null where neither index nor config names one. */
  platform: string | null
  layers: readonly Descriptor[]
}

/** Finds the image. An index of several needs a platform, or the key of an entry: none is ever assumed. */
export async function imageLayers(
  context: Context,
  query: { ref: string; platform?: string | undefined },
  signal: AbortSignal,
): Promise<ImageLayers> {
  const { reference, registry } = imageReference(context, query.ref)
  // A place is one among all entries; a platform is found without reading the others.
  const platform = query.platform?.startsWith('#') ? undefined : query.platform
  const inspection = await inspectImage(context, { ref: query.ref, platform, verify: false }, signal)
  const chosen = chosenEntry(inspection.platforms, query)
  const { repository } = reference
  const digest = chosen.digest as Digest
  const manifest = await registry.client.getManifest(repository, digest, { signal })
  if (manifest.kind !== 'image' && manifest.kind !== 'artifact') throw noFiles(query.ref)
  const named = platformOf(chosen) === null ? null : platformName(chosen)
  return { client: registry.client, repository, digest, platform: named, layers: manifest.layers }
}

function chosenEntry(
  entries: readonly InspectedPlatform[],
  { ref, platform }: { ref: string; platform?: string | undefined },
): InspectedPlatform {
  const keyed = entries.map((entry) => ({ platform: platformOf(entry) }))
  if (platform !== undefined) {
    const chosen = entries[placeOfEntry(keyed, platform) ?? -1]
    if (!chosen) throw new ServiceError('MANIFEST_UNKNOWN', `${ref} has no entry ${platform}.`)
    return chosen
  }
  const keys = entryKeys(keyed)
  const images = [...entries.entries()].filter(([, { kind }]) => kind !== 'index')
  const [[, first] = [], ...others] = images
  if (!first) throw noFiles(ref)
  if (others.length === 0) return first
  throw new ServiceError('REQUEST_INVALID', `${ref} holds ${images.length} images: say which one.`, {
    hint: `Add platform=, one of ${images
      .slice(0, 12)
      .map(([place]) => keys[place])
      .join(', ')}.`,
  })
}

/** As declared, else as its config says. */
function platformOf({ platform, config }: InspectedPlatform): Platform | null {
  const known = platform ?? config?.platform
  return known ? asPlatform(known) : null
}

const noFiles = (ref: string) =>
  new ServiceError('REQUEST_INVALID', `${ref} is no image, so that it has no files.`)
