import 'server-only'
import type { ResolvedSubject } from '@/lib/composition/plan-types'
import { manifestReference, type Reference, type ReferenceProblem } from '@/lib/oci/reference'
import type { Result } from '@/lib/oci/result'
import type { CallOptions } from '@/lib/registry/client-types'
import { isMissing, RegistryError } from '@/lib/registry/errors'
import type { Context } from './context'
import { readTop } from './read-top'

/** Looks up the manifest an index refers to: only the manifest, as only its descriptor is written. */
export async function resolveSubject(
  context: Context,
  subject: Result<Reference, ReferenceProblem> | null,
  options: CallOptions,
): Promise<ResolvedSubject | null> {
  if (!subject) return null
  if (!subject.ok) return { status: 'invalid', message: subject.error.message }
  const reference = subject.value
  const registry = context.registries.get(reference.registry)
  if (!registry) {
    const message = `${reference.registry} is not among the registries configured for Manifold.`
    return { status: 'unreadable', message }
  }
  try {
    const named = manifestReference(reference) ?? ''
    const { mediaType, digest, size } = await readTop(registry.client, reference.repository, named, options)
    return { status: 'present', reference, descriptor: { mediaType, digest, size } }
  } catch (error) {
    options.signal?.throwIfAborted()
    if (isMissing(error)) return { status: 'missing' }
    if (error instanceof RegistryError) return { status: 'unreadable', message: error.message }
    throw error
  }
}
