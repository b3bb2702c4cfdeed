import { StatusGlyph } from '@/components/ui/status-glyph'
import { BeforeAfter } from './plan-change'
import type { MovedTagList } from './push-state'

/** Every tag by name: moved, from what to what; or not. */
export function MovedTags({ tags }: { tags: MovedTagList }) {
  return (
    <ul aria-label="Tags" className="mt-3 grid gap-1">
      {tags.map(({ tag, before, after, moved }) => (
        <li key={tag} className="flex flex-wrap items-center gap-x-2">
          <StatusGlyph kind={moved ? 'ok' : 'info'} label={null} />
          <span className="font-mono text-xs">{tag}</span>
          {moved && <BeforeAfter before={before} after={after} />}
          {!moved && (
            <span className="text-ink-2">
              {after === null
                ? 'not there, as before'
                : before === after
                  ? 'as it was'
                  : 'not moved by this push'}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
