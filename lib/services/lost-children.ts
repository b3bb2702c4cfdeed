import 'server-only'
import type { PlanEntry } from '@/lib/composition/plan-types'
import type { RawProblem } from '@/lib/composition/raw-problem'
import { formatPlatform } from '@/lib/oci/platform'
import { formatReference } from '@/lib/oci/reference'
import type { ChildTransfer } from './transfers'

/** A problem for every child that the target repository should have and has no more: no index can hold it. */
export function lostChildren(
  entries: readonly PlanEntry[],
  transfers: readonly ChildTransfer[],
): RawProblem[] {
  return transfers
    .filter(({ lost }) => lost)
    .map(({ manifest: { digest }, from }): RawProblem => {
      const entry = entries.find((candidate) => candidate.digest === digest)
      const platform = entry?.platform && formatPlatform(entry.platform)
      const source = entry?.source ?? formatReference({ ...from, digest })
      return {
        code: 'CHILD_MISSING',
        ref: source,
        ...(entry && { entry: entry.entry, path: ['manifests', entry.entry, 'image'] }),
        ...(platform && { platform }),
        message: `The registry no longer has ${platform ?? 'an entry'} of ${source} (${digest}). Push that image again, or compose without it.`,
      }
    })
}
