import type { Platform } from '@/lib/oci/platform'
import type { CompositionSpec, SpecEntry } from './spec'

/** What a form can do to a spec. Entries are counted from 0. */
export type SpecEdit =
  | { kind: 'set-target'; image: string }
  | { kind: 'set-tags'; tags: readonly string[] }
  | { kind: 'set-format'; format: string | null }
  | { kind: 'set-media-type'; mediaType: string | null }
  | { kind: 'set-annotations'; annotations: Readonly<Record<string, string>> }
  /** At the end, unless `at` names its place. */
  | { kind: 'add-entry'; value: SpecEntry; at?: number }
  | { kind: 'remove-entry'; entry: number }
  | { kind: 'move-entry'; entry: number; to: number }
  | { kind: 'replace-entry'; entry: number; value: SpecEntry }
  | { kind: 'set-entry-image'; entry: number; image: string }
  /** The fields the spec sets from now on; an absent one is read from the image. */
  | { kind: 'set-entry-platform'; entry: number; platform: Partial<Platform> }
  | { kind: 'set-entry-annotations'; entry: number; annotations: Readonly<Record<string, string>> }

/** The spec an edit must lead to, and nothing else. Null when it names an entry that is not there. */
export function specAfter(spec: CompositionSpec, edit: SpecEdit): CompositionSpec | null {
  switch (edit.kind) {
    case 'set-target':
      return { ...spec, image: edit.image }
    case 'set-tags':
      return { ...spec, tags: [...edit.tags] }
    case 'set-format':
      return { ...spec, format: edit.format }
    case 'set-media-type':
      return { ...spec, mediaType: edit.mediaType }
    case 'set-annotations':
      return { ...spec, annotations: { ...edit.annotations } }
    default: {
      const manifests = entriesAfter(spec.manifests, edit)
      return manifests && { ...spec, manifests }
    }
  }
}

type EntryEdit = Extract<SpecEdit, { entry: number } | { value: SpecEntry }>

function entriesAfter(entries: readonly SpecEntry[], edit: EntryEdit): SpecEntry[] | null {
  if (edit.kind === 'add-entry') return entries.toSpliced(edit.at ?? entries.length, 0, edit.value)
  const entry = entries[edit.entry]
  if (!entry) return null
  switch (edit.kind) {
    case 'remove-entry':
      return entries.toSpliced(edit.entry, 1)
    case 'move-entry':
      return entries[edit.to] ? entries.toSpliced(edit.entry, 1).toSpliced(edit.to, 0, entry) : null
    case 'replace-entry':
      return entries.with(edit.entry, edit.value)
    case 'set-entry-image':
      return entries.with(edit.entry, { ...entry, image: edit.image })
    case 'set-entry-platform':
      return entries.with(edit.entry, { ...entry, platform: edit.platform })
    case 'set-entry-annotations':
      return entries.with(edit.entry, { ...entry, annotations: { ...edit.annotations } })
  }
}
