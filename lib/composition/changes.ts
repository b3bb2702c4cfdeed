import { type Platform, platformKey } from '@/lib/oci/platform'
import type { PlanChange, PlanEntry, TargetTag } from './plan-types'

/** What a tag serves today against what it would serve: platforms normalised, attestations left out. */
export function changeOf(tag: Pick<TargetTag, 'platforms'>, entries: readonly PlanEntry[]): PlanChange {
  const before = firstByPlatform(tag.platforms)
  const after = firstByPlatform(entries.filter(({ attestation }) => !attestation))
  const change: PlanChange = { added: [], removed: [], replaced: [], kept: [] }
  for (const [platform, digest] of after) {
    const old = before.get(platform) ?? null
    const kind = old === null ? 'added' : old === digest ? 'kept' : 'replaced'
    change[kind].push({ platform, before: old, after: digest })
  }
  for (const [platform, digest] of before)
    if (!after.has(platform)) change.removed.push({ platform, before: digest, after: null })
  return change
}

/** Of two entries for one platform clients take the first. */
function firstByPlatform(
  entries: readonly { platform: Platform | null; digest: string }[],
): Map<string, string> {
  const first = new Map<string, string>()
  for (const { platform, digest } of entries) {
    if (!platform || isUnknown(platform)) continue
    const key = platformKey(platform)
    if (!first.has(key)) first.set(key, digest)
  }
  return first
}

const isUnknown = ({ os, architecture }: Platform) => os === 'unknown' && architecture === 'unknown'
