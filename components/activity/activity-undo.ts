import type { UndoTag } from '@/components/restore/undo-state'
import type { Activity } from '@/lib/contract/activity'

/** Only a tag's latest change can be undone: before that, the tag has to be where it left it. Newest come first. */
export function newestOfEachTag(items: readonly Activity[]): ReadonlySet<string> {
  const newest = new Map<string, string>()
  for (const { id, ref } of items) if (!newest.has(ref)) newest.set(ref, id)
  return new Set(newest.values())
}

export const undoTagOf = ({ ref, before, after }: Activity): UndoTag => ({ ref, name: ref, before, after })
