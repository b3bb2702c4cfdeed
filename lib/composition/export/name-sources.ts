import type { WantedEntry } from './wanted-index'

/** How a command names its sources: a manifest by its digest, or a whole index by its own. */
export interface NamedSource {
  /** Pinned: `registry/repository@digest`. */
  reference: string
  registry: string
  repository: string
  /** In the order of the index where `whole`, else the one. */
  entries: readonly [WantedEntry, ...WantedEntry[]]
  /** An index that is wanted with all its entries, each as it is there. */
  whole: boolean
}

/** Every manifest on its own. */
export function nameEach(entries: readonly WantedEntry[]): NamedSource[] {
  return entries.map(nameOne)
}

/** Indexes that are wanted whole by their own name, where their first entry stands; the others one by one. */
export function nameWhole(entries: readonly WantedEntry[]): NamedSource[] {
  const named = new Set<string>()
  return entries.flatMap((entry) => {
    const members = wholeIndexOf(entry, entries)
    if (!members || !entry.origin) return [nameOne(entry)]
    const reference = `${entry.repository}@${entry.origin.index}`
    if (named.has(reference)) return []
    named.add(reference)
    const { registry, repository } = entry
    return [{ reference, registry, repository, entries: members, whole: true }]
  })
}

function nameOne(entry: WantedEntry): NamedSource {
  const { registry, repository, descriptor } = entry
  return {
    reference: `${repository}@${descriptor.digest}`,
    registry,
    repository,
    entries: [entry],
    whole: false,
  }
}

/** All entries of the index that lists this one, in their order there, if each is wanted once and as it is. */
function wholeIndexOf(
  { origin, repository }: WantedEntry,
  all: readonly WantedEntry[],
): NamedSource['entries'] | null {
  if (!origin) return null
  const members = all.filter((it) => it.origin?.index === origin.index && it.repository === repository)
  const places = new Set(members.map((it) => it.origin?.place))
  if (members.length !== origin.of || places.size !== origin.of) return null
  if (!members.every((it) => it.origin?.unchanged)) return null
  const [first, ...others] = members.toSorted((a, b) => (a.origin?.place ?? 0) - (b.origin?.place ?? 0))
  return first ? [first, ...others] : null
}
