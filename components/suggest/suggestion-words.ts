import type { Suggestion } from '@/lib/contract/suggestions'
import { formatReference, parseReference } from '@/lib/oci/reference'

type Change = Suggestion['sources'][number]['change']

/** What stands where the tag would be, in a few words. */
export const KIND_WORDS: Record<Suggestion['kind'], string> = {
  new: 'new tag',
  single: 'one image today',
  incomplete: 'incomplete today',
}

/** What would become of a source, where that is not simply being added. */
export const CHANGE_WORDS: Record<Change, string | null> = {
  added: null,
  replaced: 'in place of another image',
  kept: 'already there',
  older: 'stays out: older than what is there',
}

/** What pushing would change for those who pull the tag. */
export function gainInWords({ kind, sources, today }: Suggestion): string {
  const count = (change: Change) => sources.filter((source) => source.change === change).length
  const platforms = (number: number) => (number === 1 ? '1 platform' : `${number} platforms`)
  if (kind === 'new') return `One tag for ${platforms(sources.length)}.`
  const gains = [
    count('added') > 0 && `gains ${platforms(count('added'))}`,
    count('replaced') > 0 && `gets another image for ${platforms(count('replaced'))}`,
  ].filter((gain) => gain !== false)
  const subject = kind === 'single' ? 'Whoever pushed last has the tag. It' : 'The tag'
  const kept = (today?.platforms.length ?? 0) > 0 ? ' and keeps what it has' : ''
  return `${subject} ${gains.join(' and ')}${kept}.`
}

/** A source as short as it can be told apart: within the target's repository the tag is enough. */
export function sourceName(image: string, target: string): string {
  const [source, goal] = [parseReference(image), parseReference(target)]
  if (!source.ok || !goal.ok || source.value.registry !== goal.value.registry) return image
  if (source.value.repository === goal.value.repository && source.value.tag) return `:${source.value.tag}`
  return formatReference(source.value).slice(source.value.registry.length + 1)
}

/** Every word typed is somewhere in the target or in a source. */
export function matchesText(suggestion: Suggestion, text: string): boolean {
  const names = [suggestion.target, ...suggestion.sources.map(({ image }) => image)].join(' ').toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => names.includes(word))
}

/** "3 tags here could be one multi-arch tag." */
export function hintInWords(items: readonly Suggestion[]): string | null {
  const [only, another] = items
  if (!only) return null
  if (another) return `${items.length} multi-arch tags could be composed of images that are here already.`
  const parsed = parseReference(only.target)
  const tag = parsed.ok ? `${parsed.value.repository}:${parsed.value.tag}` : only.target
  const added = only.sources.filter(({ change }) => change === 'added' || change === 'replaced').length
  if (only.kind === 'new') return `${only.sources.length} images could be one multi-arch tag, ${tag}.`
  const images = added === 1 ? '1 image' : `${added} images`
  return `${tag} could serve more platforms: ${images} for it ${added === 1 ? 'is' : 'are'} here already.`
}
