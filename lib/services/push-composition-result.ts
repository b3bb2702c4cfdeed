import 'server-only'
import type { MovedTag, PushResult } from '@/lib/contract/compositions'
import { formatPlatform } from '@/lib/oci/platform'
import { formatReference } from '@/lib/oci/reference'
import type { PushJob } from './push-composition-job'

export function resultOf(job: PushJob, tags: MovedTag[], notices: string[]): PushResult {
  const { digest, size, mediaType, problems } = job.composition.plan
  const platforms = images(job).flatMap((entry) =>
    entry.platform ? [{ platform: formatPlatform(entry.platform), digest: entry.digest }] : [],
  )
  return { ref: formatReference(job.target), digest, size, mediaType, tags, platforms, problems, notices }
}

/**
 * Remembers these tags as moved. The registry is the truth: a store that fails turns no push into a failure,
 * it becomes a notice.
 */
export async function recordPush(job: PushJob, tags: readonly MovedTag[]): Promise<string[]> {
  const { context, composition, target } = job
  const sources = images(job).map(({ source, digest, platform }) => ({
    ref: source,
    digest,
    platform: platform && formatPlatform(platform),
  }))
  if (tags.length === 0) return []
  try {
    const store = await context.store()
    await store.recordActivity(
      tags.map(({ tag, before }) => ({
        id: context.newId(),
        at: context.now(),
        actor: context.actor.name,
        action: 'push',
        ref: formatReference({ ...target, tag }),
        before,
        after: composition.plan.digest,
        sources,
      })),
    )
    return []
  } catch (error) {
    context.log('warn', 'A push could not be recorded.', {
      ref: formatReference(target),
      error: String(error),
    })
    return ["The push could not be recorded in Manifold's own activity: its store does not answer."]
  }
}

const images = ({ composition }: PushJob) => composition.plan.entries.filter((entry) => !entry.attestation)
