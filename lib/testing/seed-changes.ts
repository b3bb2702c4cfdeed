import type { Random } from './seed-random'
import { endsAlone, hasEntries, lastImage, rebuilt, shrunk } from './seed-rebuild'
import { wordTag } from './seed-releases'
import type {
  SeedComposition,
  SeedContent,
  SeedImage,
  SeedRepository,
  SeedState,
  SeedTag,
} from './seed-types'

/** What happened to a tag between two looks at it. */
export interface Changed {
  change:
    | 'rebuilt'
    | 'lost a platform'
    | 'overwritten by one'
    | 'removed'
    | 'added'
    | 'source moved'
    | 'source removed'
  repository: string
  tag: string
}

interface Changing {
  random: Random
  /** So many of everything. */
  each: number
  compositions: readonly SeedComposition[]
  /** Contents with something wrong already: what is to be seen of them stays. */
  faulty: ReadonlySet<SeedContent>
}

interface Place {
  of: SeedRepository
  tag: SeedTag
}

/** What people and pipelines do to tags behind everybody's back. Throws where the registry is too small for it. */
export function changeTags(
  state: SeedState,
  { random, each, compositions, faulty }: Changing,
): { state: SeedState; changes: Changed[] } {
  const changes: Changed[] = []
  const next = new Map<SeedTag, SeedTag | null>()
  const places = random.shuffled(state.flatMap((of) => of.tags.map((tag): Place => ({ of, tag }))))
  const sound = places.filter(
    ({ of, tag }) => of.style !== 'composed' && tag.link === 'whole' && !faulty.has(tag.content),
  )
  const set = (change: Changed['change'], { of, tag }: Place, now: SeedTag | null) => {
    next.set(tag, now)
    changes.push({ change, repository: of.name, tag: tag.name })
  }
  const put = (
    change: Changed['change'],
    suits: (content: SeedContent) => boolean,
    to: (content: SeedContent) => SeedContent | null,
  ) => {
    const free = sound.filter(({ tag }) => !next.has(tag) && suits(tag.content))
    if (free.length < each) throw new Error(`There is nothing left for "${change}".`)
    for (const place of free.slice(0, each)) {
      const content = to(place.tag.content)
      set(change, place, content && { ...place.tag, content })
    }
  }

  put('rebuilt', (content) => hasEntries(content, 2), rebuilt)
  put('lost a platform', (content) => hasEntries(content, 3) && endsAlone(content), shrunk)
  put('overwritten by one', (content) => hasEntries(content, 2), lastImage)
  put(
    'removed',
    () => true,
    () => null,
  )
  for (const [turn, { repository, sources }] of random
    .shuffled(compositions)
    .slice(0, 2 * each)
    .entries()) {
    const place = places.find(({ of, tag }) => of.name === repository && tag.name === sources[1]?.tag)
    if (!place) continue
    if (turn % 2 === 1) set('source removed', place, null)
    else set('source moved', place, { ...place.tag, content: rebuilt(place.tag.content) })
  }
  const added = new Set(sound.filter(({ tag }) => hasEntries(tag.content, 2)).slice(-each))
  return {
    state: state.map((of) => ({
      ...of,
      tags: [
        ...of.tags.flatMap((tag) => (next.has(tag) ? (next.get(tag) ?? []) : tag)),
        ...[...added].flatMap((place) => (place.of === of ? canaryOf(place, changes) : [])),
      ],
    })),
    changes,
  }
}

/** A tag that was not there, with what was. */
function canaryOf({ of, tag }: Place, changes: Changed[]): SeedTag {
  const name = `canary-${changes.length}`
  changes.push({ change: 'added', repository: of.name, tag: name })
  return wordTag(name, tag.content)
}

/** Deletes images from under every index that names them: `each` of them, and no tag moves. */
export function deleteChildren(
  state: SeedState,
  { random, each, faulty }: Omit<Changing, 'compositions'>,
): SeedState {
  const images = state
    .filter(({ style }) => style !== 'composed')
    .flatMap(({ tags }) => tags.map(({ content }) => content))
    .flatMap((content) => (content.kind === 'index' && !faulty.has(content) ? content.entries : []))
    .map(({ image }) => image.id)
  const tagged = new Set(state.flatMap(({ tags }) => tags.map(({ content }) => content.id)))
  const untagged = [...new Set(images)].filter((id) => !tagged.has(id))
  const gone = new Set(random.shuffled(untagged).slice(0, each))
  return state.map((of) => ({
    ...of,
    tags: of.tags.map((tag) => ({ ...tag, content: withoutImages(tag.content, gone) })),
  }))
}

function withoutImages(content: SeedContent, gone: ReadonlySet<string>): SeedContent {
  if (content.kind !== 'index') return content
  const imageNow = (image: SeedImage): SeedImage =>
    gone.has(image.id) ? { ...image, damage: 'manifest-gone' } : image
  return { ...content, entries: content.entries.map((entry) => ({ ...entry, image: imageNow(entry.image) })) }
}
