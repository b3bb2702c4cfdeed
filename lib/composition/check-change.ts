import type { Reference } from '@/lib/oci/reference'
import { formatReference } from '@/lib/oci/reference'
import { changeOf } from './changes'
import type { PlanEntry, TargetTag } from './plan-types'
import type { RawProblem } from './raw-problem'

/** The platforms a tag serves today and would not any more, tag by tag. */
export function checkChange(
  target: Reference | null,
  tags: readonly TargetTag[],
  entries: readonly PlanEntry[],
): RawProblem[] {
  if (!target) return []
  const { registry, repository } = target
  return tags.flatMap((tag) =>
    changeOf(tag, entries).removed.map(({ platform, before }) => ({
      code: 'PLATFORM_LOST' as const,
      ref: formatReference({ registry, repository, tag: tag.tag }),
      platform,
      path: tag.tag === target.tag ? ['image'] : ['tags'],
      message: `${repository}:${tag.tag} serves ${platform} today; this index has no entry for it.`,
      ...(before && {
        fix: { kind: 'add-entry' as const, image: formatReference({ registry, repository, digest: before }) },
      }),
    })),
  )
}
