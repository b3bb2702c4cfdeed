import type { Random } from './seed-random'
import type { SeedContent, SeedTag, SeedVersion } from './seed-types'

export interface SeedRelease {
  numbers: [number, number, number]
  prerelease: boolean
  /** Its place in time, from 0. */
  place: number
}

/** Versions as projects number them: mostly patches, now and then a minor one with a candidate before it. */
export function releasesOf(random: Random, count: number): SeedRelease[] {
  const releases: SeedRelease[] = []
  let [major, minor, patch] = [1, 0, 0]
  const add = (prerelease: boolean) =>
    releases.push({ numbers: [major, minor, patch], prerelease, place: releases.length })
  add(false)
  while (releases.length < count) {
    const isMajor = random.chance(0.06)
    if (isMajor) [major, minor, patch] = [major + 1, 0, 0]
    else if (random.chance(0.35)) [minor, patch] = [minor + 1, 0]
    else patch += 1
    if (patch === 0 && random.chance(0.5)) add(true)
    add(false)
  }
  return releases.slice(0, count)
}

/** The tag of a version as this project writes it. */
export function versionTag(version: SeedVersion, prefix: 'v' | '', content: SeedContent): SeedTag {
  const { numbers, flavour, prerelease } = version
  const rest = prerelease ? '-rc.1' : flavour && `-${flavour}`
  return { name: `${prefix}${numbers.join('.')}${rest}`, version, content, link: 'whole' }
}

export const wordTag = (name: string, content: SeedContent): SeedTag => ({
  name,
  version: null,
  content,
  link: 'whole',
})

/**
 * What a pipeline tags: every release, some by their commit too, and `v1.2`, `v1` and `latest` moving along. The newest
 * `count` of them.
 */
export function taggedReleases(
  random: Random,
  releases: readonly { release: SeedRelease; content: SeedContent; flavours?: Record<string, SeedContent> }[],
  count: number,
): SeedTag[] {
  const moving = new Map<string, SeedTag>()
  const fixed: SeedTag[][] = []
  for (const { release, content, flavours = {} } of releases) {
    const { numbers, prerelease } = release
    const versioned = (some: number[], of: SeedContent, flavour = '') =>
      versionTag({ numbers: some, flavour, prerelease }, 'v', of)
    const commit = `sha-${(0x1000000 + random.below(0xefffffff - 0x1000000)).toString(16).slice(0, 7)}`
    fixed.unshift([
      versioned(numbers, content),
      ...Object.entries(flavours).map(([flavour, of]) => versioned(numbers, of, flavour)),
      ...(random.chance(0.7) ? [wordTag(commit, content)] : []),
    ])
    if (prerelease) continue
    for (const tag of [
      wordTag('latest', content),
      versioned(numbers.slice(0, 1), content),
      versioned(numbers.slice(0, 2), content),
    ])
      moving.set(tag.name, tag)
  }
  const named = new Map([...moving.values(), ...fixed.flat()].map((tag) => [tag.name, tag]))
  return [...named.values()].slice(0, count)
}
