import { StatusGlyph } from '@/components/ui/status-glyph'
import { BeforeAfter } from './plan-change'
import type { MovedTagList } from './push-state'

/** Every tag by name: moved, from what to what; or not. `digest` is what was pushed, where it was. */
export function MovedTags({ tags, digest }: { tags: MovedTagList; digest?: string }) {
  return (
    <ul aria-label="Tags" className="mt-3 grid gap-1">
      {tags.map(({ tag, before, after, moved }) => (
        <li key={tag} className="flex flex-wrap items-center gap-x-2">
          <StatusGlyph kind={moved || after === digest ? 'ok' : 'info'} label={null} />
          <span className="font-mono text-xs">{tag}</span>
          {moved && <BeforeAfter before={before} after={after} />}
          {!moved && <span className="text-ink-2">{unmovedInWords(before, after, digest)}</span>}
        </li>
      ))}
    </ul>
  )
}

function unmovedInWords(before: string | null, after: string | null, digest: string | undefined): string {
  if (after === null) return 'not there, as before'
  if (after === digest) return 'pointed there already'
  return before === after ? 'as it was' : 'moved, but not by this push'
}
