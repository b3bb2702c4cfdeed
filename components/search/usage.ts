import type { UsesResponse } from '@/lib/contract/search'
import { parseReference, type Reference } from '@/lib/oci/reference'
import { compareTags } from '@/lib/oci/tag-order'

export interface Usage {
  /** Repositories with their tags, newest version first: the own repository before the others. */
  places: { repository: string; tags: string[] }[]
  /** How many tags there are in all of them. */
  tags: number
  /** Manifests that have it and no tag leads to. */
  untagged: number
}

/** Whoever uses a digest, whichever way it is reached, each tag once; `self`, the tag that is looked at, is left out. */
export function usageOf(uses: UsesResponse, self: Pick<Reference, 'repository' | 'tag'>): Usage {
  const holders = [...uses.indexes, ...uses.images]
  const direct = uses.tags.flatMap(({ ref }) => {
    const parsed = parseReference(ref)
    return parsed.ok && parsed.value.tag ? [[parsed.value.repository, parsed.value.tag] as const] : []
  })
  const led = holders.flatMap(({ repository, tags }) => tags.map((tag) => [repository, tag] as const))
  const rank = ({ repository }: { repository: string }) => (repository === self.repository ? 0 : 1)
  const found = new Map<string, Set<string>>()
  for (const [repository, tag] of [...direct, ...led]) {
    if (repository === self.repository && tag === self.tag) continue
    found.set(repository, (found.get(repository) ?? new Set()).add(tag))
  }
  const places = [...found]
    .map(([repository, tags]) => ({
      repository,
      tags: [...tags].sort((a, b) => compareTags(b, a)),
    }))
    .sort((a, b) => rank(a) - rank(b) || a.repository.localeCompare(b.repository, 'en'))
  return {
    places,
    tags: places.reduce((sum, { tags }) => sum + tags.length, 0),
    untagged: holders.filter(({ tags }) => tags.length === 0).length,
  }
}

/** `12 other tags in 3 repositories`. `complete`: whether that is all. */
export function usageInWords({ places, tags }: Usage, self: boolean, complete: boolean): string {
  if (tags === 0) return self ? 'No other tag that was scanned uses it.' : 'No tag that was scanned uses it.'
  const count = `${complete ? '' : 'More than '}${tags.toLocaleString('en')}`
  const noun = `${self ? 'other ' : ''}${tags === 1 && complete ? 'tag' : 'tags'}`
  const where = places.length === 1 ? '1 repository' : `${places.length.toLocaleString('en')} repositories`
  return `${count} ${noun} in ${where}`
}
