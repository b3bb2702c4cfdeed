import 'server-only'
import { isDigest } from '@/lib/oci/digest'
import type { Manifest } from '@/lib/oci/manifest'
import type { CallOptions, RegistryClient } from '@/lib/registry/client-types'

/** The manifest a reference names: a tag is asked for, a digest may be known already. */
export async function readTop(
  client: RegistryClient,
  repository: string,
  reference: string,
  options: CallOptions,
): Promise<Manifest> {
  if (isDigest(reference)) return client.getManifest(repository, reference, options)
  return (await client.getTag(repository, reference, options)).manifest
}
