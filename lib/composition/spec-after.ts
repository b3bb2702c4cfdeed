import type { Platform } from '@/lib/oci/platform'
import type { CompositionSpec, SpecEntry } from './spec'

/** What a form can do to a spec. Entries are counted from 0. */
export type SpecEdit =
  | { kind: 'set-target'; image: string }
  | { kind: 'set-tags'; tags: readonly string[] }
  | { kind: 'set-format'; format: string | null }
  | { kind: 'set-media-type'; mediaType: string | null }
  | { kind: 'set-annotations'; annotations: Readonly<Record<string, string>> }
  | { kind: 'set-artifact-type'; artifactType: string | null }
  | { kind: 'set-subject'; subject: string | null }
  /** At the end, unless `at` names its place. */
  | { kind: 'add-entry'; value: SpecEntry; at?: number }
  | { kind: 'remove-entry'; entry: number }
  | { kind: 'move-entry'; entry: number; to: number }
  | { kind: 'replace-entry'; entry: number; value: SpecEntry }
  /** One entry becomes several, or none: an index listed entry by entry. */
  | { kind: 'expand-entry'; entry: number; values: readonly SpecEntry[] }
  | { kind: 'set-entry-image'; entry: number; image: string }
  /** The fields the spec sets from now on; an absent one is read from the image. */
  | { kind: 'set-entry-platform'; entry: number; platform: Partial<Platform> }
  | { kind: 'set-entry-annotations'; entry: number; annotations: Readonly<Record<string, string>> }
  | { kind: 'set-entry-artifact-type'; entry: number; artifactType: string | null }
  | { kind: 'set-entry-attestations'; entry: number; attestations: string | null }

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
    case 'set-artifact-type':
      return withText(spec, 'artifactType', edit.artifactType)
    case 'set-subject':
      return withText(spec, 'subject', edit.subject)
    default: {
      const manifests = entriesAfter(spec.manifests, edit)
      return manifests && { ...spec, manifests }
    }
  }
}

/** What can be done to one entry. */
export type EntryEdit = Extract<SpecEdit, { entry: number } | { value: SpecEntry }>

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
    case 'expand-entry':
      return entries.toSpliced(edit.entry, 1, ...edit.values)
    case 'set-entry-image':
      return entries.with(edit.entry, { ...entry, image: edit.image })
    case 'set-entry-platform':
      return entries.with(edit.entry, { ...entry, platform: edit.platform })
    case 'set-entry-annotations':
      return entries.with(edit.entry, { ...entry, annotations: { ...edit.annotations } })
    case 'set-entry-artifact-type':
      return entries.with(edit.entry, withText(entry, 'artifactType', edit.artifactType))
    case 'set-entry-attestations':
      return entries.with(edit.entry, withText(entry, 'attestations', edit.attestations))
  }
}

/** An empty text is no text: the key goes. */
function withText<T extends object, K extends string>(
  object: T & { [key in K]?: string },
  key: K,
  text: string | null,
): T {
  const { [key]: _, ...others } = object
  return { ...others, ...(text && { [key]: text }) } as unknown as T
}
