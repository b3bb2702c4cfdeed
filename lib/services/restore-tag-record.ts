import 'server-only'
import type { Digest } from '@/lib/oci/digest'
import type { Context } from './context'

/** Remembers that a tag was put back. A store that fails turns it into no failure, it becomes a notice. */
export async function recordRestore(
  context: Context,
  { ref, before, after }: { ref: string; before: Digest | null; after: Digest | null },
): Promise<string[]> {
  const { name: actor } = context.actor
  try {
    const store = await context.store()
    const id = context.newId()
    const at = context.now()
    await store.recordActivity([{ id, at, actor, action: 'restore', ref, before, after, sources: [] }])
    return []
  } catch (error) {
    context.log('warn', 'A restored tag could not be recorded.', { ref, error: String(error) })
    return ["This could not be recorded in Manifold's own activity: its store does not answer."]
  }
}
