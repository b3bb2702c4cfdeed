import { bytesOf } from './seed-content'
import type { SeedPlan } from './seed-plan'
import type { SeedPlatform } from './seed-platforms'
import { seenIn } from './seed-truth-content'
import { finding, MOMENTS, type Moment, type TrueFinding } from './seed-truth-finding'
import type { SeedRepository, SeedTag, SeedVersion } from './seed-types'

/** Platforms that could be pulled from what a tag was at moments before, the newest first. */
export type History = (repository: string, tag: SeedTag) => SeedPlatform[]

/** As far as an audit remembers that looked at every moment. */
export function createHistory(plan: SeedPlan, moment: Moment, deep: boolean): History {
  const past = MOMENTS.slice(0, MOMENTS.indexOf(moment)).toReversed()
  const tags = past.map((then) => ({
    then,
    of: new Map(plan[then].map(({ name, tags: all }) => [name, new Map(all.map((tag) => [tag.name, tag]))])),
  }))
  return (repository, { name, content }) =>
    tags.flatMap(({ of }) => {
      const was = of.get(repository)?.get(name)
      if (was?.link !== 'whole' || was.content.id === content.id) return []
      return seenIn(was.content, deep).flatMap(({ platform, status }) =>
        platform && status === 'present' ? platform : [],
      )
    })
}

/** By tag: the digests an audit remembers that looked at every moment up to this one, newest first; null: it was gone. */
export function digestsUpTo(
  plan: SeedPlan,
  moment: Moment,
  repository: string,
): Map<string, (string | null)[]> {
  const remembered = new Map<string, (string | null)[]>()
  for (const then of MOMENTS.slice(0, MOMENTS.indexOf(moment) + 1)) {
    const tags = plan[then].find(({ name }) => name === repository)?.tags ?? []
    const now = new Map(tags.map((tag) => [tag.name, tag]))
    for (const name of new Set([...remembered.keys(), ...now.keys()])) {
      const tag = now.get(name)
      const before = remembered.get(name) ?? []
      const digest = tag ? bytesOf(tag.content).digest : null
      if (tag?.link !== 'gone' && tag?.link !== 'torn' && before[0] !== digest)
        remembered.set(name, [digest, ...before])
    }
  }
  return remembered
}

/** The next lower release of as many numbers and the same flavour; a candidate is one of the release it leads to. */
export function releaseBefore(tags: readonly SeedTag[], { version }: SeedTag): SeedTag | null {
  if (!version) return null
  const lower = tags.filter(
    ({ version: other }) =>
      other &&
      !other.prerelease &&
      other.flavour === version.flavour &&
      other.numbers.length === version.numbers.length &&
      compare(other, version) < 0,
  )
  return lower.reduce<SeedTag | null>(
    (best, tag) => (best?.version && tag.version && compare(best.version, tag.version) > 0 ? best : tag),
    null,
  )
}

function compare(a: SeedVersion, b: SeedVersion): number {
  const place = a.numbers.findIndex((number, at) => number !== b.numbers[at])
  return place === -1 ? 0 : (a.numbers[place] ?? 0) - (b.numbers[place] ?? 0)
}

/** What a tag was composed from and has moved since, as long as the tag itself has not. */
export function movedSources(
  plan: SeedPlan,
  moment: Moment,
  repository: string,
  tag: SeedTag,
): TrueFinding[] {
  const composition = plan.compositions.find((it) => it.repository === repository && it.tag === tag.name)
  const then = plan.first.find(({ name }) => name === repository)
  const now = plan[moment].find(({ name }) => name === repository)
  if (!composition || idOf(then, tag.name) !== tag.content.id) return []
  return composition.sources
    .filter((source) => idOf(then, source.tag) !== idOf(now, source.tag))
    .map(({ platform }) => finding('SOURCE_MOVED', 'warning', platform))
}

const idOf = (repository: SeedRepository | undefined, tag: string): string | undefined =>
  repository?.tags.find(({ name }) => name === tag)?.content.id
