import 'server-only'
import type { MovedTag } from '@/lib/contract/compositions'
import type { CompositionSource } from '@/lib/coverage/facts'
import { platformKey } from '@/lib/oci/platform'
import { parseReference } from '@/lib/oci/reference'
import type { PushJob } from './push-composition-job'
import { beginScan } from './start-scan'

/**
 * Remembers what the pushed tags were composed from, which lockstep compares with, and has them read into the index
 * again. Behind the push, which it neither delays nor fails.
 */
export async function rememberPush(job: PushJob, tags: readonly MovedTag[]): Promise<void> {
  const { context, composition, registry, target } = job
  try {
    const { compositions } = await context.store()
    const sources = sourcesOf(job)
    await compositions.recordCompositions(
      tags.map(({ tag }) => ({
        registry: registry.name,
        repository: target.repository,
        tag,
        digest: composition.plan.digest,
        at: context.now(),
        actor: context.actor.name,
        spec: composition.text,
        sources,
      })),
    )
    if (!registry.scan?.enabled) return
    const scope = [{ repository: target.repository, tags: tags.map(({ tag }) => tag) }]
    await beginScan(context, { registry: registry.name, scope, mode: 'quick', reason: 'push' })
  } catch (error) {
    context.log('warn', 'What was pushed could not be read into the index.', {
      repository: target.repository,
      error: String(error),
    })
  }
}

/** What each source pointed to, not what was chosen of it: a tag moves as a whole. */
function sourcesOf({ composition: { plan } }: PushJob): CompositionSource[] {
  return plan.sources.flatMap(({ ref, entry, digest }) => {
    const parsed = parseReference(ref)
    if (!parsed.ok || digest === null) return []
    const { registry, repository, tag, digest: pinned } = parsed.value
    const images = plan.entries.filter((each) => each.entry === entry && !each.attestation)
    const platform = images.length === 1 ? images[0]?.platform : null
    return [
      {
        registry,
        repository,
        tag: pinned === undefined ? (tag ?? null) : null,
        digest,
        platform: platform ? platformKey(platform) : null,
      },
    ]
  })
}
