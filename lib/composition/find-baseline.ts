import { normalizePlatform, type Platform } from '@/lib/oci/platform'
import { formatReference, type Reference, type ReferenceProblem } from '@/lib/oci/reference'
import type { Result } from '@/lib/oci/result'
import { platformOf } from './choose-images'
import type { ResolvedSource, TargetTag } from './plan-types'

/**
 * Where a plain amd64 image is at hand for an index that lacks one: in a source index it was not taken from, or
 * behind the target's own tag today. Null where neither has one.
 */
export function findBaseline(
  os: string,
  sources: readonly Result<ResolvedSource, ReferenceProblem>[],
  target: Reference | null,
  targetTags: readonly TargetTag[],
): string | null {
  const isPlain = (platform: Platform | null) => {
    const { os: is, architecture, variant } = normalizePlatform(platform ?? { os: '', architecture: '' })
    return is === os && architecture === 'amd64' && !variant
  }
  for (const source of sources) {
    if (!source.ok || source.value.resolved.status !== 'present') continue
    const child = source.value.resolved.children.find(
      (it) => it.resolved.status === 'present' && isPlain(platformOf(it)),
    )
    if (child) return pinned(source.value.reference, child.descriptor.digest)
  }
  const today = targetTags.flatMap(({ platforms }) => platforms).find(({ platform }) => isPlain(platform))
  return target && today ? pinned(target, today.digest) : null
}

const pinned = ({ registry, repository }: Reference, digest: string) =>
  formatReference({ registry, repository, digest })
