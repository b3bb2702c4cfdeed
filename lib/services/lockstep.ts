import 'server-only'
import type { z } from 'zod'
import type { LockstepQuery, LockstepResponse, OutOfStep } from '@/lib/contract/history'
import { formatReference, parseReference } from '@/lib/oci/reference'
import type { StoredComposition } from '@/lib/storage/composition-store'
import { configuredRegistry } from './configured-registry'
import type { Context } from './context'
import { repositoryName } from './image-reference'

/** Tags composed here whose sources have moved since, as far as the index knows; by name. */
export async function listOutOfStep(
  context: Context,
  { registry, repository, limit, cursor }: z.output<typeof LockstepQuery>,
): Promise<LockstepResponse> {
  const scope = {
    registry: registry === undefined ? null : configuredRegistry(context, registry).name,
    repository: repository === undefined ? null : repositoryName(repository),
  }
  const { compositions } = await context.store()
  const found = await compositions.outOfStep(scope, { after: placeOf(cursor), limit: limit + 1 })
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(described),
    nextCursor: last && found.length > limit ? formatReference(last) : null,
    asOf: new Date(context.now()).toISOString(),
  }
}

function placeOf(cursor: string | undefined) {
  const parsed = cursor === undefined ? null : parseReference(cursor)
  if (!parsed?.ok || parsed.value.tag === undefined) return null
  const { registry, repository, tag } = parsed.value
  return { registry, repository, tag }
}

function described({
  registry,
  repository,
  tag,
  digest,
  at,
  actor,
  spec,
  sources,
}: StoredComposition): OutOfStep {
  const moved = sources.flatMap((source) => {
    const { now, platform } = source
    if (source.tag === null || now === undefined || now === source.digest) return []
    const { registry, repository, tag } = source
    return [{ source: formatReference({ registry, repository, tag }), platform, before: source.digest, now }]
  })
  return {
    ref: formatReference({ registry, repository, tag }),
    digest,
    composedAt: new Date(at).toISOString(),
    actor,
    moved,
    // Its sources are named by tags: the same words are another image now.
    spec: moved.some(({ now }) => now === null) ? null : spec,
  }
}
