import { formatPlatform } from '@/lib/oci/platform'
import { formatReference, parseReference, type Reference } from '@/lib/oci/reference'
import { fail, ok, type Result } from '@/lib/oci/result'
import type { SpecEntry } from './spec'
import type { TemplatePlatform } from './template-platforms'

/** In the order manifest-tool's `from-args` replaces them, each where it stands first. */
export const PLACEHOLDERS = ['ARCH', 'OS', 'VARIANT'] as const
export type Placeholder = (typeof PLACEHOLDERS)[number]

/** What a template comes to for one platform. */
export interface TemplateRow {
  platform: TemplatePlatform['platform']
  /** The source to look up; null where none can be made, and `message` says why. */
  reference: string | null
  message?: string
  /** How the reference differs from what the letters of the template say. */
  note?: string
  /** The same reference as an earlier platform's: the template does not tell the two apart. */
  sameAs?: string
}

/** What fills the placeholders when only the shape of the result matters. */
const SAMPLE = { ARCH: 'amd64', OS: 'linux', VARIANT: 'v1' }
const EXAMPLE = 'registry/repository-ARCH:tag'

/**
 * One row a platform, in their order. Fails with a sentence where the template itself cannot work: it has no
 * placeholder, no tag or digest, or is no reference whatever stands for them.
 */
export function expandTemplate(
  template: string,
  platforms: readonly TemplatePlatform[],
): Result<TemplateRow[], { message: string }> {
  const written = template.trim()
  const usable = checkTemplate(written)
  if (!usable.ok) return usable
  const first = new Map<string, string>()
  return ok(
    platforms.map(({ platform, words }) => {
      const row: TemplateRow = { platform, ...referenceFor(written, words) }
      const name = formatPlatform(platform)
      const sameAs = row.reference === null ? undefined : first.get(row.reference)
      if (row.reference !== null && sameAs === undefined) first.set(row.reference, name)
      return { ...row, ...(sameAs !== undefined && { sameAs }) }
    }),
  )
}

/** The entry a row becomes: its platform is written, as `from-args` does. */
export function templateEntry(reference: string, platform: TemplatePlatform['platform']): SpecEntry {
  return { image: reference, platform, annotations: {} }
}

/** Where the index of these images would go by the same name: the template without its placeholders. Null if that is no name. */
export function templateTarget(template: string): string | null {
  const written = template.trim()
  const sample = checkTemplate(written)
  const target = PLACEHOLDERS.reduce(withoutPlaceholder, written)
  const parsed = parseReference(target)
  if (!sample.ok || !parsed.ok || !parsed.value.tag || parsed.value.digest) return null
  return parsed.value.registry === sample.value.registry ? formatReference(parsed.value) : null
}

/** The template without a placeholder and the separator that set it off: `app-ARCH:v1` -> `app:v1`. */
export function withoutPlaceholder(template: string, placeholder: Placeholder): string {
  const at = template.indexOf(placeholder)
  if (at < 0) return template
  const before = template.slice(0, at)
  const after = template.slice(at + placeholder.length)
  if (/[-_.]$/.test(before)) return before.replace(/[-_.]+$/, '') + after
  if (!/[/:]$/.test(before)) return before + after
  // It begins a part of its own: what sets it off comes behind, or it is the whole part.
  if (/^[-_./]/.test(after)) return before + after.replace(/^(?:\/|[-_.]+)/, '')
  return before.replace(/\/$/, '') + after
}

function checkTemplate(template: string): Result<Reference, { message: string }> {
  if (template === '')
    return fail({ message: `Write a reference with ARCH where the architecture stands, as in ${EXAMPLE}.` })
  if (!PLACEHOLDERS.some((placeholder) => template.includes(placeholder)))
    return fail({
      message: `The template has no ARCH, so every platform would get the same image. Write ARCH, in capitals, where the architecture stands, as in ${EXAMPLE}.`,
    })
  const parsed = parseReference(fill(template, SAMPLE))
  if (!parsed.ok) return parsed
  if (!parsed.value.tag && !parsed.value.digest)
    return fail({
      message: `The template has no tag, and none is assumed: end it with one, as in ${EXAMPLE}.`,
    })
  return ok(parsed.value)
}

function referenceFor(
  template: string,
  words: TemplatePlatform['words'],
): Pick<TemplateRow, 'reference' | 'message' | 'note'> {
  const bare = words.VARIANT === '' ? withoutPlaceholder(template, 'VARIANT') : template
  const reference = fill(bare, words)
  const parsed = parseReference(reference)
  if (!parsed.ok) return { reference: null, message: parsed.error.message }
  const plain = fill(template, words)
  if (plain === reference) return { reference }
  return { reference, note: 'A platform without a variant leaves out the separator beside VARIANT too.' }
}

function fill(template: string, words: Readonly<Record<Placeholder, string>>): string {
  return PLACEHOLDERS.reduce(
    (text, placeholder) => text.replace(placeholder, () => words[placeholder]),
    template,
  )
}
