import { INDEX_FAULTS } from './seed-faults'
import type { Random } from './seed-random'
import type { SeedContent, SeedState, SeedTag } from './seed-types'

/** A tag with something wrong, and the finding every audit has for it; null where only some have. */
export interface Planted {
  fault: string
  repository: string
  tag: string
  code: string | null
}

/** Plants `each` of every fault, in tags of their own. Throws where the registry is too small for them. */
export function plantFaults(
  state: SeedState,
  random: Random,
  each: number,
): { state: SeedState; planted: Planted[]; faulty: ReadonlySet<SeedContent> } {
  const planted: Planted[] = []
  const contents = new Map<SeedContent, SeedContent>()
  const links = new Map<SeedTag, SeedTag['link']>()
  // A composed tag stands and falls with its sources.
  const all = state
    .filter(({ style }) => style !== 'composed')
    .flatMap(({ name, tags }) => tags.map((tag) => ({ repository: name, tag })))
  const places = random.shuffled(all)

  function plant(
    { fault, code }: Pick<Planted, 'fault' | 'code'>,
    suits: (tag: SeedTag) => boolean,
    change: (tag: SeedTag) => void,
  ) {
    const free = places.filter(({ tag }) => !contents.has(tag.content) && !links.has(tag) && suits(tag))
    if (free.length < each) throw new Error(`There is no room for "${fault}".`)
    for (const { repository, tag } of free.slice(0, each)) {
      change(tag)
      planted.push({ fault, repository, tag: tag.name, code })
    }
  }

  for (const { name, suits, change, code } of INDEX_FAULTS) {
    plant(
      { fault: name, code },
      (tag) => isRelease(tag) && tag.content.kind === 'index' && suits(tag.content),
      ({ content }) => {
        if (content.kind === 'index')
          contents.set(content, change({ ...content, id: `${content.id} ${name}` }))
      },
    )
  }
  plant({ fault: 'tag gone', code: 'TAG_MISSING' }, isWord, (tag) => links.set(tag, 'gone'))
  plant({ fault: 'tag torn', code: 'TAG_UNREADABLE' }, isWord, (tag) => links.set(tag, 'torn'))
  plant({ fault: 'schema 1', code: 'SCHEMA1' }, isNightly, ({ content }) =>
    contents.set(content, { kind: 'schema1', id: content.id }),
  )
  const tagNow = (tag: SeedTag): SeedTag => ({
    ...tag,
    link: links.get(tag) ?? tag.link,
    content: contents.get(tag.content) ?? tag.content,
  })
  return {
    state: state.map((of) => ({ ...of, tags: of.tags.map(tagNow) })),
    planted,
    faulty: new Set(contents.values()),
  }
}

/** No other tag of a version with three numbers has the same content. */
const isRelease = ({ version }: SeedTag) => version?.numbers.length === 3 && version.flavour === ''
const isWord = ({ version, content }: SeedTag) => version === null && content.kind === 'index'
const isNightly = (tag: SeedTag) => isWord(tag) && tag.name.startsWith('nightly')
