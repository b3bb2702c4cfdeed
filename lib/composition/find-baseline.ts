import type { Digest } from '@/lib/oci/digest'
import { normalizePlatform, type Platform } from '@/lib/oci/platform'
import { formatReference, type Reference, type ReferenceProblem } from '@/lib/oci/reference'
import type { Result } from '@/lib/oci/result'
import { platformOf } from './choose-images'
import type { ResolvedSource, TargetTag } from './plan-types'

/** An image, or the one entry of an index that is meant. */
export interface Baseline {
  image: string
  digest?: Digest
}

/**
 * Where a plain amd64 image is at hand for an index that lacks one: in a source index it was not taken from, or
 * behind the target's own tag today. Null where neither has one. Taken out of its index, what that says of it stays.
 */
export function findBaseline(
  os: string,
  sources: readonly Result<ResolvedSource, ReferenceProblem>[],
  target: Reference | null,
  targetTags: readonly TargetTag[],
): Baseline | null {
  const isPlain = (platform: Platform | null) => {
    const { os: is, architecture, variant } = normalizePlatform(platform ?? { os: '', architecture: '' })
    return is === os && architecture === 'amd64' && !variant
  }
  for (const source of sources) {
    if (!source.ok || source.value.resolved.status !== 'present') continue
    const child = source.value.resolved.children.find(
      (it) => it.resolved.status === 'present' && isPlain(platformOf(it)),
    )
    if (child)
      return entryOf(source.value.reference, source.value.resolved.manifest.digest, child.descriptor.digest)
  }
  for (const { digest: top, platforms } of targetTags) {
    const today = platforms.find(({ platform }) => isPlain(platform))
    if (target && top && today) return entryOf(target, top, today.digest)
  }
  return null
}

const entryOf = ({ registry, repository }: Reference, top: Digest, digest: Digest): Baseline => ({
  image: formatReference({ registry, repository, digest: top }),
  ...(digest !== top && { digest }),
})
