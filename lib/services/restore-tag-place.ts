import 'server-only'
import type { Reference } from '@/lib/oci/reference'
import type { RegistryClient } from '@/lib/registry/client-types'
import type { ConfiguredRegistry, Context } from './context'
import { imageReference } from './image-reference'
import { ServiceError } from './service-error'

/** One tag that may be written, and the client that can. */
export interface TagPlace {
  reference: Reference
  registry: ConfiguredRegistry
  client: RegistryClient
  /** The registry's, as people write it. */
  name: string
  repository: string
  tag: string
}

/** The tag people gave. Throws READ_ONLY where its registry may not be written. */
export function tagPlace(context: Context, ref: string): TagPlace {
  const { reference, registry } = imageReference(context, ref)
  const { repository, tag, digest } = reference
  if (tag === undefined || digest !== undefined) {
    throw new ServiceError('REFERENCE_INVALID', `"${ref}" does not name a tag alone.`, {
      hint: 'Write registry/repository:tag. Only a tag can be put back; what has a digest cannot change.',
    })
  }
  if (registry.readOnlyReason) {
    throw new ServiceError('READ_ONLY', registry.readOnlyReason, { hint: 'The tag is as it was.' })
  }
  const { client, name } = registry
  return { reference, registry, client, name, repository, tag }
}
