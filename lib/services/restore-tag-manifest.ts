import 'server-only'
import type { Digest } from '@/lib/oci/digest'
import type { Manifest } from '@/lib/oci/manifest'
import { isMissing, RegistryError } from '@/lib/registry/errors'
import { brief } from '@/lib/registry/targets'
import type { TagPlace } from './restore-tag-place'
import { ServiceError } from './service-error'

const GONE_HINT =
  'What no tag leads to may be deleted by the registry, for good. Compose it again from its sources instead.'

/** What the tag pointed to, asked of the registry anew: it may have been deleted since it was last read. */
export async function readOldManifest(
  { client, repository, name, tag }: TagPlace,
  digest: Digest,
  signal: AbortSignal,
): Promise<Manifest> {
  const manifest = await client
    .getManifest(repository, digest, { verify: true, signal })
    .catch((cause: unknown) => {
      if (!isMissing(cause)) throw cause
      throw new ServiceError(
        'MANIFEST_UNKNOWN',
        `${brief(digest)} is not in ${name}/${repository} any more: the registry has garbage-collected or deleted it. ${tag} is as it was.`,
        { hint: GONE_HINT, cause },
      )
    })
  if (manifest.digest === digest) return manifest
  throw new ServiceError(
    'REQUEST_INVALID',
    `${brief(digest)} is of a kind that cannot be put back byte for byte. ${tag} is as it was.`,
    { hint: 'Docker schema 1 images are among them: pull and push it with a Docker client of its time.' },
  )
}

/** A registry refuses an index whose images it has deleted meanwhile; its own words would not say so. */
export function refusePartsGone({ name, tag }: TagPlace, old: Manifest, error: unknown): void {
  if (!(error instanceof RegistryError) || error.details.registryCode !== 'MANIFEST_BLOB_UNKNOWN') return
  throw new ServiceError(
    'MANIFEST_UNKNOWN',
    `Parts of ${brief(old.digest)} are not in ${name} any more: the registry has garbage-collected or deleted them. ${tag} is as it was.`,
    { hint: GONE_HINT, details: { registryMessage: error.details.registryMessage }, cause: error },
  )
}
