import { platformKey } from '@/lib/oci/platform'
import { isRepositoryName } from '@/lib/oci/reference'
import { groupBy } from './suggest-groups'
import { type PlatformReading, readPlatformWords } from './suggest-words'

/** Repositories that may have to do with one another: families never reach from one cluster into another. */
export interface RepositoryCluster {
  /** Sorted; those that exist only. */
  repositories: string[]
  /** By their names alone some of them are one image for several platforms. */
  named: boolean
}

export interface RepositoryReading extends PlatformReading {
  /** The repository an index of these would go to. */
  target: string
}

/** What a repository's name says of the platform of all its images. `names`: every repository that is known. */
export function readRepository(repository: string, names: ReadonlySet<string>): RepositoryReading[] {
  return readPlatformWords(repository).flatMap((reading) => {
    const target = targetRepository(reading.rest, repository, names)
    return isRepositoryName(target) ? [{ ...reading, target }] : []
  })
}

/** Docker's official images: `arm64v8/nginx` is a part of `library/nginx`, where the registry has that. */
function targetRepository(rest: string, repository: string, names: ReadonlySet<string>): string {
  const official = `library/${rest}`
  const hasPrefix = !rest.includes('/') && repository.endsWith(`/${rest}`)
  return hasPrefix && names.has(official) ? official : rest
}

/** Every repository in the cluster it belongs to; sorted by the first name. */
export function clusterRepositories(names: readonly string[]): RepositoryCluster[] {
  const known = new Set(names)
  const leaderOf = new Map<string, string>()
  const platformsOf = new Map<string, Set<string>>()
  const leader = (name: string): string => {
    const next = leaderOf.get(name)
    return next === undefined || next === name ? name : leader(next)
  }
  const sorted = [...known].sort()
  for (const name of sorted) {
    for (const { target, platform } of readRepository(name, known)) {
      leaderOf.set(leader(name), leader(target))
      platformsOf.set(target, (platformsOf.get(target) ?? new Set()).add(platformKey(platform)))
    }
  }
  const clusters = groupBy(sorted, leader)
  const named = new Set(
    [...platformsOf].flatMap(([target, platforms]) => (platforms.size > 1 ? [leader(target)] : [])),
  )
  return [...clusters].map(([first, repositories]) => ({ repositories, named: named.has(first) }))
}
