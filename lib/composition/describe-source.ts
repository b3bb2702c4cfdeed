import type { ReferenceProblem } from '@/lib/oci/reference'
import type { Result } from '@/lib/oci/result'
import type { PlanSource, ResolvedSource } from './plan-types'

/** What a plan tells of one source: where its reference leads, or why nowhere. */
export function describeSource(
  ref: string,
  entry: number,
  source: Result<ResolvedSource, ReferenceProblem> | undefined,
): PlanSource {
  const nothing = { entry, ref, digest: null, mediaType: null }
  if (!source?.ok) return { ...nothing, status: 'invalid', ...(source && { message: source.error.message }) }
  const { resolved } = source.value
  switch (resolved.status) {
    case 'present': {
      const { digest, mediaType } = resolved.manifest
      return { entry, ref, status: 'present', digest, mediaType }
    }
    case 'missing':
      return { ...nothing, status: 'missing' }
    case 'unreadable':
      return { ...nothing, status: 'unreadable', message: resolved.message }
  }
}
