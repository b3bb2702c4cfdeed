import 'server-only'
import { isRepositoryName, parseReference, type Reference } from '@/lib/oci/reference'
import { configuredRegistry } from './configured-registry'
import type { ConfiguredRegistry, Context } from './context'
import { ServiceError } from './service-error'

/** A reference people gave, with its registry. It has to name a tag or a digest: `latest` is never assumed. */
export function imageReference(
  context: Context,
  text: string,
): { reference: Reference; registry: ConfiguredRegistry; name: string } {
  const parsed = parseReference(text)
  if (!parsed.ok) throw new ServiceError('REFERENCE_INVALID', parsed.error.message)
  const name = parsed.value.digest ?? parsed.value.tag
  if (name === undefined) {
    throw new ServiceError('REFERENCE_INVALID', `"${text}" names neither a tag nor a digest.`, {
      hint: 'Add :tag or @sha256:... Manifold never assumes latest.',
    })
  }
  return { reference: parsed.value, registry: configuredRegistry(context, parsed.value.registry), name }
}

/** A repository name people gave, checked before anyone is asked about it. */
export function repositoryName(text: string): string {
  if (isRepositoryName(text)) return text
  throw new ServiceError('REFERENCE_INVALID', `"${text.slice(0, 80)}" is not a repository name.`, {
    hint: 'Lower-case letters, digits and . _ - between them, parts joined by /.',
  })
}
