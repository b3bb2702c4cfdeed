import { formatReference, parseReference } from '@/lib/oci/reference'

/** What to search for to find the other tags beside a reference; the text itself where it is none. */
export function repositoryPrefix(text: string): string {
  const parsed = parseReference(text)
  if (!parsed.ok || text === '') return text
  const { registry, repository } = parsed.value
  return `${formatReference({ registry, repository })}:`
}
