import { type Changed, changeTags, deleteChildren } from './seed-changes'
import { type Planted, plantFaults } from './seed-planting'
import { AMD64, ARM64, S390X, WINDOWS } from './seed-platforms'
import { createRandom, type Random } from './seed-random'
import { tagsOf } from './seed-repositories'
import {
  type SeedComposition,
  type SeedPolicy,
  type SeedRepository,
  type SeedState,
  type SeedStyle,
  STYLES,
} from './seed-types'

export interface SeedRecipe {
  /** Another number, another registry. */
  seed: number
  repositories: number
  tagsEach: number
  /** So many tags for every fault, and for every kind of change. */
  faultsEach: number
  /** So many repositories come through the registry's own API, the others by its storage layout. */
  pushed: number
}

/** Three moments of one registry, and all that is planted in it. What must be found follows from this alone. */
export interface SeedPlan {
  recipe: SeedRecipe
  policies: SeedPolicy[]
  compositions: SeedComposition[]
  planted: Planted[]
  /** As it is found. */
  first: SeedState
  /** After tags were moved, removed and added, and so were repositories. */
  moved: SeedState
  changes: Changed[]
  /** After images were deleted from under indexes whose tags stay. */
  emptied: SeedState
}

/** 50 repositories of 100 tags, up to 6 platforms. */
export const WHOLE: SeedRecipe = { seed: 5, repositories: 50, tagsEach: 100, faultsEach: 5, pushed: 2 }
/** Every style of repository and every fault, in a second: while developing. */
export const SLICE: SeedRecipe = { seed: 5, repositories: 11, tagsEach: 40, faultsEach: 1, pushed: 1 }

const GROUPS = ['payments', 'edge', 'data', 'platform', 'tools']
const WORDS = 'api worker gateway cache ledger search mailer reports proxy console'.split(' ')

export function planSeed(recipe: SeedRecipe): SeedPlan {
  const random = createRandom(recipe.seed)
  const sound = Array.from({ length: recipe.repositories }, (_, place) => repositoryNo(place, recipe, random))
  const compositions = sound.flatMap(compositionsIn)
  const { state: first, planted, faulty } = plantFaults(sound, random, recipe.faultsEach)
  const about = { random, each: recipe.faultsEach, compositions, faulty }
  const { state, changes } = changeTags(first, about)
  const appeared = repositoryNo(recipe.repositories, recipe, random, 'late')
  const moved = [...state.filter(({ name }) => name !== leaving(sound)), appeared]
  return {
    recipe,
    policies: POLICIES,
    compositions,
    planted,
    first,
    moved,
    changes,
    emptied: deleteChildren(moved, about),
  }
}

const POLICIES: SeedPolicy[] = [
  { group: 'payments', tags: 'v*', require: [AMD64, ARM64] },
  { group: 'edge', tags: '*', require: [ARM64] },
  { group: 'data', tags: 'v*', require: [AMD64, S390X] },
  { group: 'tools', tags: 'v*', require: [WINDOWS] },
]

function repositoryNo(
  place: number,
  { tagsEach: count }: SeedRecipe,
  random: Random,
  group = GROUPS[place % GROUPS.length] ?? '',
): SeedRepository {
  const style: SeedStyle = STYLES[place % STYLES.length] ?? 'release'
  const round = Math.floor(place / (GROUPS.length * WORDS.length))
  const word = WORDS[Math.floor(place / GROUPS.length) % WORDS.length] ?? ''
  const name = `${group}/${word}${round > 0 ? round : ''}`
  return { name, group, style, tags: tagsOf(style, { name, random, count }) }
}

/** A repository of charts is given up. */
const leaving = (state: SeedState) => state.findLast(({ style }) => style === 'charts')?.name

function compositionsIn({ name, style, tags }: SeedRepository): SeedComposition[] {
  if (style !== 'composed') return []
  return tags.flatMap(({ name: tag, content }) =>
    content.kind === 'index'
      ? [
          {
            repository: name,
            tag,
            sources: content.entries.map(({ image: { platform } }) => ({
              tag: `${tag}-${platform.wire.architecture}`,
              platform,
            })),
          },
        ]
      : [],
  )
}
