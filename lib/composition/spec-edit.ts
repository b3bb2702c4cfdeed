import type { Platform } from '@/lib/oci/platform'
import type { Result } from '@/lib/oci/result'
import { changeSpec, type EditFailure, impossible } from './change-spec'
import { editChanges } from './edit-changes'
import type { ProblemFix } from './problems'
import { readSpec } from './read-spec'
import { type SpecEdit, specAfter } from './spec-after'
import { PLATFORM_KEYS } from './spec-keys'
import { jsonToSpecNode } from './spec-node'
import { readSpecYaml } from './spec-yaml'

export type { EditFailure } from './change-spec'

const PLATFORM_NAMES: Readonly<Record<string, string | undefined>> = PLATFORM_KEYS

/**
 * Applies a form's edit to the YAML itself: comments, key order, quoting and everything the edit is not about
 * stay as they are. The result is read back; an edit that would change anything else fails instead.
 */
export function editSpec(text: string, edit: SpecEdit): Result<string, EditFailure> {
  const read = readSpecYaml(text)
  if (!read.ok) return read
  const wanted = specAfter(read.value.spec, edit)
  if (!wanted) return impossible('That entry is not in the spec any more.')
  return changeSpec(text, editChanges(read.value.spec, edit), wanted)
}

/** Applies a problem's fix to the YAML, by the same rules as a form's edit. */
export function applyFix(text: string, fix: ProblemFix): Result<string, EditFailure> {
  switch (fix.kind) {
    case 'rename-key':
      return renameKey(text, fix)
    case 'set-format':
      return chooseFormat(text, fix.format)
    case 'set-platform':
      return setPlatform(text, fix)
    case 'add-entry': {
      const { image, digest, platform = {}, at } = fix
      const value = { image, ...(digest && { digest }), platform: platformOf(platform), annotations: {} }
      return editSpec(text, { kind: 'add-entry', value, ...(at !== undefined && { at }) })
    }
    case 'set-source':
      return editSpec(text, { kind: 'set-entry-image', entry: fix.entry, image: fix.image })
    case 'expand-entry':
      return editSpec(text, {
        kind: 'expand-entry',
        entry: fix.entry,
        values: fix.manifests.map((entry) => ({ ...entry, platform: platformOf(entry.platform) })),
      })
    case 'set-target':
    case 'remove-entry':
      return editSpec(text, fix)
  }
}

/** A format chosen by itself: a media type beside it, right or wrong, has nothing more to say. */
function chooseFormat(text: string, format: string | null): Result<string, EditFailure> {
  const plain = editSpec(text, { kind: 'set-media-type', mediaType: null })
  return plain.ok ? editSpec(plain.value, { kind: 'set-format', format }) : plain
}

/** The fix names the fields that were wrong, with nothing for those that have to go; the others stay. */
function setPlatform(
  text: string,
  { entry, platform }: Extract<ProblemFix, { kind: 'set-platform' }>,
): Result<string, EditFailure> {
  const read = readSpecYaml(text)
  if (!read.ok) return read
  const named = new Set<string>(Object.keys(platform).map((key) => PLATFORM_NAMES[key] ?? key))
  const before = Object.entries(read.value.spec.manifests[entry]?.platform ?? {})
  const others: Partial<Platform> = Object.fromEntries(before.filter(([key]) => !named.has(key)))
  return editSpec(text, {
    kind: 'set-entry-platform',
    entry,
    platform: { ...others, ...platformOf(platform) },
  })
}

/** Renaming gives the value a meaning, so what it must lead to is only known once it is read. */
function renameKey(
  text: string,
  { path, to }: Extract<ProblemFix, { kind: 'rename-key' }>,
): Result<string, EditFailure> {
  const from = String(path.at(-1) ?? '')
  const changes = [{ kind: 'rename-key' as const, path: path.slice(0, -1), from, to }]
  const read = readSpecYaml(text)
  return read.ok ? changeSpec(text, changes, null) : read
}

/** A fix's keys are any spelling the YAML knows. */
function platformOf(fields: Record<string, string | string[]>): Partial<Platform> {
  const node = jsonToSpecNode({ manifests: [{ platform: fields }] })
  const read = node.ok ? readSpec(node.value) : node
  return read.ok ? (read.value.spec.manifests[0]?.platform ?? {}) : {}
}
