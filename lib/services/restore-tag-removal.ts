import 'server-only'
import type { Digest } from '@/lib/oci/digest'
import type { Manifest } from '@/lib/oci/manifest'
import { OCI_INDEX } from '@/lib/oci/media-type'
import { isMissing, RegistryError } from '@/lib/registry/errors'
import type { Context } from './context'
import { knownDeletion } from './known-deletion'
import { writeSurely } from './push-composition-write'
import type { TagPlace } from './restore-tag-place'
import { ServiceError } from './service-error'

interface Removal {
  context: Context
  place: TagPlace
  /** What the tag points to. */
  before: Manifest
  /** Throws where the tag points somewhere else by now. */
  check: () => Promise<void>
}

/**
 * Removes one tag and no other. Deleting its digest would take every tag of that digest, and many registries
 * delete nothing else: there the tag is first given an empty index of its own, and that is deleted. Whether they
 * delete at all is tried out before, with an index no tag has. Throws REGISTRY_REFUSED where they do not.
 */
export async function removeTag(removal: Removal): Promise<void> {
  if (await deletedByTag(removal.place)) return
  await tryDeleting(removal)
  await removal.check()
  await replaceAndDelete(removal)
}

/** As the distribution-spec has it ("Deleting tags"); false where the registry does not do that. */
async function deletedByTag(place: TagPlace): Promise<boolean> {
  try {
    await place.client.deleteManifest(place.repository, place.tag)
    knownDeletion(place.registry).now = 'yes'
    return true
  } catch (error) {
    if (isRefusal(error)) return false
    return goneAfter(place, error)
  }
}

async function tryDeleting({ context, place }: Removal): Promise<void> {
  const { client, repository } = place
  const { bytes, digest } = emptyIndex(context)
  try {
    await client.putManifest(repository, digest, OCI_INDEX, bytes)
    await client.deleteManifest(repository, digest)
    knownDeletion(place.registry).now = 'yes'
  } catch (error) {
    if (!isRefusal(error)) throw error
    knownDeletion(place.registry).now = 'no'
    throw cannotDelete(place, error)
  }
}

async function replaceAndDelete({ context, place, before }: Removal): Promise<void> {
  const { client, repository, tag } = place
  const { bytes, digest } = emptyIndex(context)
  const landed = async () => (await client.headTag(repository, tag)) === digest
  try {
    await writeSurely(() => client.putManifest(repository, tag, OCI_INDEX, bytes), landed)
    await client.deleteManifest(repository, digest)
  } catch (error) {
    if (await goneAfter(place, error, () => takeBack(place, digest, before, error))) return
  }
}

/** A registry that fails a deletion may have done it all the same: the tag tells. */
async function goneAfter(
  { client, repository, tag }: TagPlace,
  error: unknown,
  otherwise: () => Promise<void> = async () => {},
): Promise<boolean> {
  const now = await client.getTag(repository, tag, { verify: true }).catch((reading: unknown) => reading)
  if (isMissing(now)) return true
  await otherwise()
  throw error
}

/** No tag is left with an empty index nobody pushed. Throws, saying where the tag is then. */
async function takeBack(place: TagPlace, standIn: Digest, before: Manifest, failure: unknown): Promise<void> {
  if (!(failure instanceof RegistryError)) return
  const { client, repository, tag, name } = place
  try {
    if ((await client.headTag(repository, tag)) !== standIn) return
    await client.putManifest(repository, tag, before.mediaType, before.raw)
  } catch (cause) {
    throw new ServiceError(
      failure.code,
      `${name} failed in the middle of the removal: ${tag} may now point to an empty index that stands in for it.`,
      {
        hint: 'Undo again as soon as the registry answers, or push the tag anew.',
        details: { digest: before.digest, reason: failure.message },
        cause,
      },
    )
  }
  throw new ServiceError(failure.code, `${failure.message} ${tag} is as it was.`, { cause: failure })
}

/** An index of nothing, different every time: deleting it deletes nobody else's. */
function emptyIndex({ newId, digestOf }: Context) {
  const description = `Stands in for a tag that Manifold removes (${newId()})`
  const annotations = { 'org.opencontainers.image.description': description }
  const index = { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [], annotations }
  const bytes = new TextEncoder().encode(JSON.stringify(index))
  return { bytes, digest: digestOf(bytes) }
}

/** The registry understood and will not; not a missing right, nor a matter of trying again. */
function isRefusal(error: unknown): error is RegistryError {
  if (!(error instanceof RegistryError)) return false
  const { status } = error.details
  return error.missing || (error.code === 'REGISTRY_REFUSED' && status !== null && status < 500)
}

function cannotDelete({ name, tag }: TagPlace, cause: RegistryError): ServiceError {
  const { status, registryCode, registryMessage } = cause.details
  return new ServiceError('REGISTRY_REFUSED', `${name} cannot delete, so ${tag} stays as it is.`, {
    hint: 'Leave the tag, or let the registry delete (CNCF distribution: REGISTRY_STORAGE_DELETE_ENABLED=true) and undo again.',
    details: { registry: name, status, registryCode, registryMessage },
    cause,
  })
}
