import type { ProblemFix } from '@/lib/composition/problems'
import type { SpecEntry } from '@/lib/composition/spec'
import type { PlanEntry, PlanResponse } from '@/lib/contract/compositions'

/** What the plan found behind one entry of the spec. */
export interface EntryFacts {
  images: PlanEntry[]
  attestations: number
  /** The source is itself an index, and its entries were taken one by one. */
  opened: boolean
  /** The spec names this one entry of the source index. */
  picked: boolean
  /** Lists the entries of the source one by one. */
  list?: ProblemFix
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
  const asked = manifests[index]
  if (plan === null || asked === undefined) return null
  const { image, digest } = asked
  const turn = manifests.slice(0, index).filter((it) => it.image === image && it.digest === digest).length
  const same = plan.entries.filter((it) => it.source === image && (!digest || it.digest === digest))
  const places = [...new Set(same.map(({ entry }) => entry))]
  const place = places[turn]
  const found = plan.entries.filter((entry) => entry.entry === place)
  if (place === undefined || found.length === 0) return null
  const images = found.filter((entry) => !entry.attestation || entry.digest === digest)
  const opening = plan.problems.find(({ code, entry }) => code === 'INDEX_OPENED' && entry === place)
  return {
    images,
    attestations: found.length - images.length,
    opened: opening !== undefined || images.length > 1,
    picked: digest !== undefined,
    ...(opening?.fix && { list: opening.fix }),
  }
}

/** What an opened index contributed, in words: "3 images and 3 attestations". */
export function openedInWords({ images, attestations }: EntryFacts): string {
  const parts = [
    count(images.length, 'image'),
    ...(attestations > 0 ? [attestationsInWords(attestations)] : []),
  ]
  return parts.join(' and ')
}

export const attestationsInWords = (attestations: number) => count(attestations, 'attestation')

const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`
