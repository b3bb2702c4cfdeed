import 'server-only'
import pMap from 'p-map'
import type { PullQuery, PullResponse } from '@/lib/contract/pull'
import { choiceSentence } from '@/lib/oci/choice-reason'
import type { Descriptor } from '@/lib/oci/descriptor'
import { isAttestation } from '@/lib/oci/image-index'
import type { IndexManifest } from '@/lib/oci/manifest'
import { familyOf } from '@/lib/oci/media-type'
import { formatPlatform, parsePlatform } from '@/lib/oci/platform'
import { choosePlatform, type OfferedEntry } from '@/lib/oci/platform-choice'
import type { Context } from './context'
import { imageReference } from './image-reference'
import { readTop } from './read-top'
import { type ChildReader, createChildReader } from './reading'
import { ServiceError } from './service-error'

/** Which entry of a tag a client on a host of that platform would pull, by the client's own rules. */
export async function predictPull(
  context: Context,
  query: PullQuery,
  signal: AbortSignal,
): Promise<PullResponse> {
  const wanted = parsePlatform(query.platform)
  if (!wanted.ok) throw new ServiceError('REQUEST_INVALID', wanted.error.message)
  const { reference, registry, name } = imageReference(context, query.ref)
  const { repository } = reference
  const top = await readTop(registry.client, repository, name, { signal })
  const answer = { client: query.client, platform: wanted.value }
  if (top.kind !== 'index') {
    const reason = 'It is a single image: every client pulls it, whatever platform it is for.'
    return { ...answer, index: null, digest: top.digest, reason }
  }
  const reader = createChildReader(registry.client, repository, { verify: false, signal })
  const offered = await pMap(top.manifests, (descriptor) => offer(descriptor, reader), { concurrency: 8 })
  const index = choosePlatform(query.client, wanted.value, offered, familyOf(top.mediaType) === 'oci')
  const chosen = index === null ? undefined : top.manifests[index]
  return {
    ...answer,
    index,
    digest: chosen?.digest ?? null,
    reason: choiceSentence(
      { client: query.client, wanted: wanted.value, entries: offered, place: index },
      offeredInWords(top),
    ),
  }
}

/** Only an entry without a platform makes a client look into its config. */
async function offer(descriptor: Descriptor, reader: ChildReader): Promise<OfferedEntry> {
  if (descriptor.platform) return { platform: descriptor.platform }
  const child = await reader.manifest(descriptor.digest)
  const config = child.value?.kind === 'image' ? await reader.config(child.value.config) : null
  return { platform: null, configPlatform: config?.value?.platform ?? null }
}

/** What the index has, in words. */
function offeredInWords(top: IndexManifest): string {
  const has = top.manifests
    .filter((entry) => !isAttestation(entry))
    .map(({ platform }) => (platform ? formatPlatform(platform) : 'an entry without platform'))
  return has.join(', ') || 'no entries'
}
