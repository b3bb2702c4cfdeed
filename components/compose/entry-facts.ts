import type { SpecEntry } from '@/lib/composition/spec'
import type { PlanEntry, PlanResponse } from '@/lib/contract/compositions'

/** What the plan found behind one entry of the spec. */
export interface EntryFacts {
  images: PlanEntry[]
  attestations: number
  /** The source is itself an index, and its entries were taken one by one. */
  opened: boolean
}

/**
 * The plan's entries of one source. While the plan is still that of an earlier text, places may have shifted:
 * then only an entry of the same source, at the same turn among its equals, is shown.
 */
export function entryFacts(
  plan: PlanResponse | null,
  manifests: readonly SpecEntry[],
  index: number,
): EntryFacts | null {
  const image = manifests[index]?.image
  if (plan === null || image === undefined) return null
  const turn = manifests.slice(0, index).filter((entry) => entry.image === image).length
  const places = [...new Set(plan.entries.filter(({ source }) => source === image).map(({ entry }) => entry))]
  const place = places[turn]
  const found = plan.entries.filter((entry) => entry.entry === place)
  if (place === undefined || found.length === 0) return null
  const images = found.filter((entry) => !entry.attestation)
  const opened = plan.problems.some(({ code, entry }) => code === 'INDEX_OPENED' && entry === place)
  return { images, attestations: found.length - images.length, opened: opened || images.length > 1 }
}

/** What an opened index contributed, in words: "3 images and 3 attestations". */
export function openedInWords({ images, attestations }: EntryFacts): string {
  const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`
  return [count(images.length, 'image'), attestations > 0 ? count(attestations, 'attestation') : '']
    .filter(Boolean)
    .join(' and ')
}
