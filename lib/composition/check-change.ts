import { platformKey } from '@/lib/oci/platform'
import type { Reference } from '@/lib/oci/reference'
import { formatReference } from '@/lib/oci/reference'
import { changeOf } from './changes'
import { fixPlatform } from './entry-fix'
import type { PlanEntry, TargetTag } from './plan-types'
import type { ProblemFix } from './problems'
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
    changeOf(tag, entries).removed.map(({ platform }) => ({
      code: 'PLATFORM_LOST' as const,
      ref: formatReference({ registry, repository, tag: tag.tag }),
      platform,
      path: tag.tag === target.tag ? ['image'] : ['tags'],
      message: `${repository}:${tag.tag} serves ${platform} today; this index has no entry for it.`,
      ...keepFix({ registry, repository }, tag, platform, entries),
    })),
  )
}

/**
 * Takes the entry over as the tag has it: out of its index, so that what the index says of it and its attestations
 * stay, and in front of what follows it there.
 */
function keepFix(
  place: Pick<Reference, 'registry' | 'repository'>,
  { digest: top, platforms }: TargetTag,
  lost: string,
  entries: readonly PlanEntry[],
): { fix?: ProblemFix } {
  const at = platforms.findIndex(({ platform }) => platformKey(platform) === lost)
  const kept = platforms[at]
  if (!kept || !top) return {}
  const repeated = platforms.filter(({ digest }) => digest === kept.digest).length > 1
  const followers = new Set(platforms.slice(at + 1).map(({ platform }) => platformKey(platform)))
  const next = entries.find(
    ({ platform, attestation }) => platform && !attestation && followers.has(platformKey(platform)),
  )
  return {
    fix: {
      kind: 'add-entry',
      image: formatReference({ ...place, digest: top }),
      ...(kept.digest !== top && { digest: kept.digest }),
      // One image under two platforms: the digest alone does not tell which of them is meant.
      ...(repeated && { platform: fixPlatform(kept.platform) }),
      ...(next && { at: next.entry }),
    },
  }
}
