import { canonicalSpelling, isKnownPlatform } from '@/lib/oci/known-platforms'
import { parsePlatform, platformKey } from '@/lib/oci/platform'
import { parseReference } from '@/lib/oci/reference'
import { PLACEHOLDERS, type Placeholder, withoutPlaceholder } from './template'

/** Where to look for images that a template may come to: the names that contain `q` are the ones to ask for. */
export type TemplateSearch = { registry: string; q: string } & (
  | { kind: 'repositories'; tag: string }
  | { kind: 'tags'; repository: string }
)

const PATTERNS: Record<Placeholder, string> = {
  ARCH: '(?<ARCH>[a-z0-9_]{1,16}?)',
  OS: '(?<OS>[a-z0-9]{1,16})',
  VARIANT: '(?<VARIANT>v[0-9][a-z0-9.]{0,8})',
}
const STAND_IN = 'linux'

/** Null for a template that is none, or leaves nothing to search by. */
export function templateSearch(template: string): TemplateSearch | null {
  const written = template.trim()
  const parsed = parseReference(PLACEHOLDERS.reduce((text, it) => text.replace(it, STAND_IN), written))
  if (!parsed.ok || !parsed.value.tag || parsed.value.digest) return null
  const { registry, repository, tag } = parsed.value
  const tagPart = written.slice(written.length - lengthOfTag(written))
  const inTag = hasPlaceholder(tagPart)
  const path = written.slice(0, written.length - tagPart.length)
  if (inTag && !hasPlaceholder(path)) return { kind: 'tags', registry, repository, q: longestPlain(tagPart) }
  if (inTag || !hasPlaceholder(path) || tag === undefined) return null
  const last = path.slice(registry.length + 1).replace(/:$/, '')
  return { kind: 'repositories', registry, tag, q: longestPlain(last) }
}

/** The platforms, as a template's list takes them, whose images the template would find among `references`. */
export function platformsAmong(template: string, references: readonly string[]): string[] {
  const written = template.trim()
  const patterns = [written, withoutPlaceholder(written, 'VARIANT')].map(patternOf)
  const found = new Map<string, string>()
  for (const reference of references) {
    for (const pattern of patterns) {
      const groups = pattern.exec(reference)?.groups
      const text = groups && platformText(groups)
      const parsed = text ? parsePlatform(text) : undefined
      if (!text || !parsed?.ok) continue
      const platform = canonicalSpelling(parsed.value) ?? parsed.value
      if (!isKnownPlatform(platform)) continue
      const key = platformKey(platform)
      if (!found.has(key)) found.set(key, text)
      break
    }
  }
  return [...found.values()].sort()
}

function platformText({ OS = 'linux', ARCH, VARIANT }: Partial<Record<string, string>>): string | null {
  return ARCH === undefined ? null : [OS, ARCH, VARIANT].filter(Boolean).join('/')
}

function patternOf(template: string): RegExp {
  const escaped = template.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${PLACEHOLDERS.reduce((text, it) => text.replace(it, () => PATTERNS[it]), escaped)}$`)
}

const hasPlaceholder = (text: string) => PLACEHOLDERS.some((placeholder) => text.includes(placeholder))

function lengthOfTag(written: string): number {
  return written.length - written.lastIndexOf(':') - 1
}

/** The longest piece between placeholders, without the separators at its ends. */
function longestPlain(text: string): string {
  const pieces = text.split(/ARCH|OS|VARIANT/).map((piece) => piece.replace(/^[-_./]+|[-_./]+$/g, ''))
  return pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '')
}
