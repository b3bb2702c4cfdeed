import type { Reference } from '@/lib/oci/reference'
import type { ResolvedSubject } from './plan-types'
import type { RawProblem } from './raw-problem'
import type { CompositionSpec } from './spec'

/** Whether the manifest the index says it refers to is there. */
export function checkSubject(
  { subject: ref }: CompositionSpec,
  subject: ResolvedSubject | null,
  target: Reference | null,
): RawProblem[] {
  if (!ref || !subject) return []
  const about = { ref, path: ['subject'] }
  switch (subject.status) {
    case 'missing':
      return [{ code: 'SOURCE_MISSING', ...about, message: `The registry has no ${ref}, the subject.` }]
    case 'unreadable':
      return [
        {
          code: 'SOURCE_UNREADABLE',
          ...about,
          message: `The subject ${ref} could not be read: ${subject.message}`,
        },
      ]
    case 'invalid':
      return [{ code: 'SOURCE_REFERENCE_INVALID', ...about, message: subject.message }]
    case 'present': {
      const { registry, repository } = subject.reference
      if (!target || (registry === target.registry && repository === target.repository)) return []
      return [
        {
          code: registry === target.registry ? 'CROSS_REPOSITORY' : 'CROSS_REGISTRY',
          ...about,
          message: `The subject lies in ${registry}/${repository}; whoever asks there for its referrers does not find this index in ${target.repository}.`,
        },
      ]
    }
  }
}
