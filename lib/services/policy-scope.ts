import 'server-only'
import { createGlob } from '@/lib/oci/glob'
import { configuredRegistry } from './configured-registry'
import type { Context } from './context'
import { ServiceError } from './service-error'

/** What a policy or an ignore speaks of, checked: its registry is configured, and its globs can be read. */
export function policyScope(
  context: Context,
  { registry, match, tags }: { registry?: string | undefined; match: string; tags: string },
): { registry: string | null; match: string; tags: string } {
  refuseReadOnly(context)
  if (registry !== undefined) configuredRegistry(context, registry)
  for (const [name, glob] of [
    ['match', match],
    ['tags', tags],
  ] as const) {
    const read = createGlob(glob)
    if (!read.ok)
      throw new ServiceError('REQUEST_INVALID', read.error.message, {
        hint: 'Write a name, or * for any of one part of it, ** for any parts: library/**.',
        details: { field: name },
      })
  }
  return { registry: registry ?? null, match, tags }
}

/** Throws READ_ONLY where strangers may look, and nobody can tell who writes. */
export function refuseReadOnly({ readOnlyReason }: Context): void {
  if (readOnlyReason !== null) throw new ServiceError('READ_ONLY', readOnlyReason)
}

/** Everybody hears of it, and what was judged before is judged again behind the answer. */
export async function policiesChanged(context: Context, judgeAgain: () => Promise<void>): Promise<void> {
  const { events } = await context.store()
  await events.publish({ type: 'policies' }).catch((error: unknown) => {
    context.log('warn', 'Other pages could not be told of a policy.', { error: String(error) })
  })
  void judgeAgain()
}
