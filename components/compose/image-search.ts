import { formatReference, isRepositoryName, parseReference } from '@/lib/oci/reference'

/** What a person is looking for, taken apart as far as it is typed. */
export interface ImageSearch {
  /** Null: in every registry. */
  registry: string | null
  repository: string
  /** Null while the tag is not reached yet. */
  tag: string | null
}

/** Reads a half-typed reference: `demo`, `localhost:5000/de`, `demo-amd64:v0`. */
export function readImageSearch(text: string, registries: readonly string[]): ImageSearch {
  const typed = text.trim()
  const registry = registries.find((name) => typed.startsWith(`${name}/`)) ?? null
  const path = registry === null ? typed : typed.slice(registry.length + 1)
  const colon = path.indexOf(':')
  if (colon < 0) return { registry, repository: path, tag: null }
  return { registry, repository: path.slice(0, colon), tag: path.slice(colon + 1) }
}

/** Whether its tags can be asked for: the name is whole and the colon typed. */
export const wantsTags = ({ repository, tag }: ImageSearch): boolean =>
  tag !== null && isRepositoryName(repository)

/** Whether an answer to an earlier text still answers this one: nothing else may be offered, let alone picked. */
export function answersSearch(reference: string, { registry, repository, tag }: ImageSearch): boolean {
  const path =
    registry === null ? reference.slice(reference.indexOf('/') + 1) : reference.slice(registry.length + 1)
  if (registry !== null && !reference.startsWith(`${registry}/`)) return false
  const colon = path.indexOf(':')
  if (tag === null) return colon < 0 && path.toLowerCase().includes(repository.toLowerCase())
  return (
    path.slice(0, colon) === repository &&
    path
      .slice(colon + 1)
      .toLowerCase()
      .includes(tag.toLowerCase())
  )
}

/** `text` as one whole source reference, with its tag or digest and its registry written out; null if it is none. */
export function wholeReference(text: string): string | null {
  const parsed = parseReference(text)
  if (!parsed.ok || (!parsed.value.tag && !parsed.value.digest)) return null
  const formatted = formatReference(parsed.value)
  return formatted === text.trim() ? formatted : null
}

/** Several whole references in one pasted text, one a line or word; empty when it is anything else. */
export function pastedReferences(text: string): string[] {
  const words = text.split(/[\s,]+/).filter(Boolean)
  return words.length > 1 && words.every((word) => wholeReference(word) !== null) ? words : []
}
