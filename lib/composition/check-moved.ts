import type { Digest } from '@/lib/oci/digest'
import { formatReference, parseReference } from '@/lib/oci/reference'
import type { PlanSource } from './plan-types'
import type { RawProblem } from './raw-problem'

/** Sources whose tag led elsewhere when they were looked at before: what was seen is not what would be pushed. */
export function checkMoved(
  sources: readonly PlanSource[],
  seen: Readonly<Record<string, Digest>>,
): RawProblem[] {
  return sources.flatMap(({ entry, ref, digest }): RawProblem[] => {
    const before = Object.hasOwn(seen, ref) ? seen[ref] : undefined
    const parsed = parseReference(ref)
    if (!before || !digest || before === digest || !parsed.ok || parsed.value.digest) return []
    const { registry, repository } = parsed.value
    return [
      {
        code: 'SOURCE_MOVED',
        entry,
        ref,
        path: ['manifests', entry, 'image'],
        message: `${ref} was ${short(before)} when you first looked and is ${short(digest)} now: somebody pushed it meanwhile.`,
        fix: { kind: 'set-source', entry, image: formatReference({ registry, repository, digest: before }) },
      },
    ]
  })
}

const short = (digest: Digest) => digest.slice(0, 'sha256:'.length + 12)
