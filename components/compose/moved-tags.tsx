import { StatusGlyph } from '@/components/ui/status-glyph'
import { BeforeAfter } from './plan-change'
import type { MovedTagList } from './push-state'

interface MovedTagsProps {
  tags: MovedTagList
  /** What was pushed, where it was. */
  digest?: string
  /** The tags nobody could read any more. */
  unsure?: readonly string[]
}

/** Every tag by name: moved, from what to what; or not. */
export function MovedTags({ tags, digest, unsure = [] }: MovedTagsProps) {
  return (
    <ul aria-label="Tags" className="mt-3 grid gap-1">
      {tags.map(({ tag, before, after, moved }) => (
        <li key={tag} className="grid grid-cols-[0.75rem_minmax(0,1fr)] gap-x-2">
          <StatusGlyph
            kind={unsure.includes(tag) ? 'unreadable' : moved || after === digest ? 'ok' : 'info'}
            label={null}
            className="mt-1.5"
          />
          <div className="flex min-h-6 flex-wrap items-center gap-x-2">
            <span className="break-all font-mono text-xs">{tag}</span>
            {moved && <BeforeAfter before={before} after={after} />}
            {!moved && (
              <span className="text-ink-2">
                {unsure.includes(tag)
                  ? 'could not be read any more: look at it before you go on'
                  : unmovedInWords(before, after, digest)}
              </span>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

function unmovedInWords(before: string | null, after: string | null, digest: string | undefined): string {
  if (after === null) return before === null ? 'not there, as before' : 'removed, but not by this push'
  if (after === digest) return 'pointed there already'
  return before === after ? 'as it was' : 'moved, but not by this push'
}
