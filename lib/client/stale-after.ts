import type { LiveEvent } from '@/lib/contract/events'

/** Nouns of answers that come from the index and span repositories: any change may show in them. */
const SPANNING: ReadonlySet<unknown> = new Set([
  'coverage',
  'overview',
  'search',
  'lockstep',
  'uses',
  'bases',
  'reports',
  'repairs',
])
/** Nouns asked by `registry` and `repository`. */
const OF_REPOSITORY: ReadonlySet<unknown> = new Set(['tags'])
/** Nouns asked by a reference; `compare` by two. */
const OF_REFERENCE: ReadonlySet<unknown> = new Set(['inspect', 'history', 'pull', 'compare'])
/** Nouns asked by a digest, which a push to its repository may say something about. */
const OF_DIGEST: ReadonlySet<unknown> = new Set(['referrers'])
const OF_POLICIES: ReadonlySet<unknown> = new Set(['policies', 'ignores', 'coverage', 'overview', 'search'])
const OF_SCANS: ReadonlySet<unknown> = new Set(['scans'])
/** What the end of a scan changes beside what its tags told of. */
const OF_ENDED_SCANS: ReadonlySet<unknown> = new Set([
  'scans',
  'overview',
  'coverage',
  'registries',
  'repositories',
])

/** Whether what a query answered may be different after an event. `key`: the query's, its noun first. */
export function isStaleAfter(key: readonly unknown[], event: LiveEvent): boolean {
  const [noun] = key
  switch (event.type) {
    case 'hello':
      return false
    case 'policies':
      return OF_POLICIES.has(noun)
    case 'scan': {
      const ended = event.scan.finishedAt !== null
      return (ended ? OF_ENDED_SCANS : OF_SCANS).has(noun)
    }
    case 'tags':
      return isStaleAfterTags(key, event)
  }
}

/** Whether a query shows anything that events tell of: after a pause in listening, all of these are asked again. */
export function isLive([noun]: readonly unknown[]): boolean {
  return [SPANNING, OF_REPOSITORY, OF_REFERENCE, OF_DIGEST, OF_POLICIES, OF_ENDED_SCANS].some((nouns) =>
    nouns.has(noun),
  )
}

function isStaleAfterTags(
  [noun, first, second]: readonly unknown[],
  { registry, repository, tags }: Extract<LiveEvent, { type: 'tags' }>,
): boolean {
  if (OF_REPOSITORY.has(noun)) return first === registry && second === repository
  if (OF_DIGEST.has(noun)) return typeof first === 'string' && first.startsWith(`${registry}/${repository}@`)
  if (OF_REFERENCE.has(noun)) {
    const place = `${registry}/${repository}`
    return (noun === 'compare' ? [first, second] : [first]).some((ref) => {
      if (typeof ref !== 'string' || !ref.startsWith(place)) return false
      const rest = ref.slice(place.length)
      return tags.length === 0 ? /^[:@]/.test(rest) : tags.some((tag) => rest === `:${tag}`)
    })
  }
  // Coverage says in its key which registry it is of, where it is of one.
  const elsewhere = noun === 'coverage' && typeof first === 'string' && first !== '' && first !== registry
  return SPANNING.has(noun) && !elsewhere
}
