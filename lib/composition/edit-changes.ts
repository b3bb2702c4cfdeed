import type { Platform } from '@/lib/oci/platform'
import type { SpecPath } from './read-spec'
import type { CompositionSpec, SpecEntry } from './spec'
import type { SpecEdit } from './spec-after'
import { ENTRY_KEYS, PLATFORM_KEYS, ROOT_KEYS } from './spec-keys'
import { entryValue, platformValue, type YamlValue } from './spec-write'
import type { YamlChange } from './yaml-change'

/** The changes of the text that make an edit, smallest first: what stays the same is not touched. */
export function editChanges(spec: CompositionSpec, edit: SpecEdit): YamlChange[] {
  switch (edit.kind) {
    case 'set-target':
      return [rootKey('image', edit.image)]
    case 'set-tags':
      return listChanges(['tags'], spec.tags, edit.tags, rootKey('tags', edit.tags))
    case 'set-format':
      return [edit.format === null ? deleteKey([], ['format']) : rootKey('format', edit.format)]
    case 'set-media-type':
      return [edit.mediaType === null ? deleteKey([], ['mediaType']) : rootKey('mediaType', edit.mediaType)]
    case 'set-annotations': {
      const whole = rootKey('annotations', new Map(Object.entries(edit.annotations)))
      return mapChanges([], spec.annotations, edit.annotations, whole)
    }
    case 'set-artifact-type':
      return [
        edit.artifactType ? rootKey('artifactType', edit.artifactType) : deleteKey([], ['artifactType']),
      ]
    case 'set-subject':
      return [edit.subject ? rootKey('subject', edit.subject) : deleteKey([], ['subject'])]
    case 'add-entry':
      return spec.manifests.length === 0
        ? [rootKey('manifests', [entryValue(edit.value)])]
        : [insertEntries(edit.at ?? spec.manifests.length, [edit.value])]
    case 'remove-entry':
      return [{ kind: 'delete-item', path: ['manifests'], at: edit.entry }]
    case 'expand-entry':
      // The old one goes last: a list that was empty in between would be written as "[]" from then on.
      return [
        ...(edit.values.length > 0 ? [insertEntries(edit.entry + 1, edit.values)] : []),
        { kind: 'delete-item', path: ['manifests'], at: edit.entry },
      ]
    case 'move-entry':
      return [{ kind: 'move-item', path: ['manifests'], from: edit.entry, to: edit.to }]
    default:
      return entryChanges(spec.manifests[edit.entry], edit)
  }
}

type EntryEdit = Extract<SpecEdit, { kind: 'replace-entry' | `set-entry-${string}` }>

function entryChanges(before: SpecEntry | undefined, edit: EntryEdit): YamlChange[] {
  if (!before) return []
  const after: SpecEntry = edit.kind === 'replace-entry' ? edit.value : { ...before, ...entryMembers(edit) }
  const path = ['manifests', edit.entry]
  const annotations = entryKey(path, 'annotations', new Map(Object.entries(after.annotations)))
  return [
    ...(after.image === before.image ? [] : [entryKey(path, 'image', after.image)]),
    ...textChanges(path, 'digest', before.digest, after.digest),
    ...platformChanges(path, before.platform, after.platform),
    ...textChanges(path, 'artifactType', before.artifactType, after.artifactType),
    ...textChanges(path, 'attestations', before.attestations, after.attestations),
    ...mapChanges(path, before.annotations, after.annotations, annotations),
  ]
}

/** The member an edit of one entry is about, with its new value. */
function entryMembers(edit: Exclude<EntryEdit, { kind: 'replace-entry' }>): Partial<SpecEntry> {
  switch (edit.kind) {
    case 'set-entry-image':
      return { image: edit.image }
    case 'set-entry-platform':
      return { platform: edit.platform }
    case 'set-entry-annotations':
      return { annotations: { ...edit.annotations } }
    case 'set-entry-artifact-type':
      return { artifactType: edit.artifactType ?? '' }
    case 'set-entry-attestations':
      return { attestations: edit.attestations ?? '' }
  }
}

function textChanges(
  path: SpecPath,
  key: keyof typeof ENTRY_KEYS,
  before: string | undefined,
  after: string | undefined,
): YamlChange[] {
  if ((before ?? '') === (after ?? '')) return []
  return [after ? entryKey(path, key, after) : deleteKey(path, [key])]
}

function platformChanges(path: SpecPath, before: Partial<Platform>, after: Partial<Platform>): YamlChange[] {
  const whole = platformValue(after)
  if (Object.keys(before).length === 0 || whole.size === 0)
    return Object.keys(before).length === 0 && whole.size === 0
      ? []
      : [whole.size === 0 ? deleteKey(path, ['platform']) : entryKey(path, 'platform', whole)]
  const fields = new Set(Object.values(PLATFORM_KEYS))
  return [...fields].flatMap((field): YamlChange[] => {
    const spellings = spellingsOf(PLATFORM_KEYS, field)
    const value = spellings.map((key) => whole.get(key)).find((found) => found !== undefined)
    if (JSON.stringify(before[field]) === JSON.stringify(value)) return []
    const place: SpecPath = [...path, 'platform']
    if (value === undefined) return [deleteKey(place, spellings)]
    return [{ kind: 'set-key', path: place, spellings, value, after: keysBefore(PLATFORM_KEYS, field) }]
  })
}

/** Key by key where the map stays; as a whole where it appears or goes. */
function mapChanges(
  path: SpecPath,
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  whole: YamlChange,
): YamlChange[] {
  const [had, has] = [Object.keys(before), Object.keys(after)]
  if (has.length === 0) return had.length === 0 ? [] : [deleteKey(path, ['annotations'])]
  if (had.length === 0) return [whole]
  const place = [...path, 'annotations']
  const gone = had.filter((key) => !Object.hasOwn(after, key))
  const changed = has.filter((key) => !Object.hasOwn(before, key) || before[key] !== after[key])
  return [
    ...changed.map(
      (key): YamlChange => ({
        kind: 'set-key',
        path: place,
        spellings: [key],
        value: after[key] ?? '',
        after: had,
      }),
    ),
    ...gone.map((key) => deleteKey(place, [key])),
  ]
}

/** Item by item where the order stays; as a whole otherwise. */
function listChanges(
  path: SpecPath,
  before: readonly string[],
  after: readonly string[],
  whole: YamlChange,
): YamlChange[] {
  if (after.length === 0) return before.length === 0 ? [] : [deleteKey([], path.map(String))]
  const unique = new Set(before).size === before.length && new Set(after).size === after.length
  const kept = before.filter((item) => after.includes(item))
  const sameOrder = kept.join('\n') === after.filter((item) => kept.includes(item)).join('\n')
  if (!unique || !sameOrder || kept.length === 0) return [whole]
  const deletions = before.flatMap((item, at): YamlChange[] =>
    kept.includes(item) ? [] : [{ kind: 'delete-item', path, at }],
  )
  const insertions = after.flatMap((item, at): YamlChange[] =>
    kept.includes(item) ? [] : [{ kind: 'insert-items', path, at, values: [item] }],
  )
  return [...deletions.toReversed(), ...insertions]
}

/** All at once: every change reads the whole text again. */
const insertEntries = (at: number, entries: readonly SpecEntry[]): YamlChange => ({
  kind: 'insert-items',
  path: ['manifests'],
  at,
  values: entries.map(entryValue),
})

const rootKey = (key: keyof typeof ROOT_KEYS, value: YamlValue): YamlChange => ({
  kind: 'set-key',
  path: [],
  spellings: [key],
  value,
  after: keysBefore(ROOT_KEYS, key),
})

const entryKey = (path: SpecPath, key: keyof typeof ENTRY_KEYS, value: YamlValue): YamlChange => ({
  kind: 'set-key',
  path,
  spellings: [key],
  value,
  after: keysBefore(ENTRY_KEYS, key),
})

const deleteKey = (path: SpecPath, spellings: readonly string[]): YamlChange => ({
  kind: 'delete-key',
  path,
  spellings,
})

const spellingsOf = (keys: Readonly<Record<string, string>>, name: string): string[] =>
  Object.keys(keys).filter((key) => keys[key] === name)

/** The keys a new one follows: those before it in the canonical order. */
const keysBefore = (keys: Readonly<Record<string, string>>, name: string): string[] => {
  const all = Object.keys(keys)
  return all.slice(
    0,
    all.findIndex((key) => keys[key] === name),
  )
}
