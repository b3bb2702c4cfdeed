import { createGlob, type Glob } from '@/lib/oci/glob'
import { type Platform, parsePlatform, platformKey } from '@/lib/oci/platform'
import type { Finding } from './finding-table'

/** Platforms required of tags: from manifold.yaml, or made on the page. */
export interface Policy {
  /** Null: every registry. */
  registry: string | null
  /** Repository glob, tag glob. */
  match: string
  tags: string
  /** Specifiers. */
  require: readonly string[]
}

/** A finding somebody chose to live with for a while. */
export interface Ignore {
  id: string
  registry: string | null
  match: string
  tags: string
  code: string
  /** Null: whatever the platform. */
  platform: string | null
  reason: string
  /** Milliseconds since the epoch; the first moment it no longer holds. */
  until: number
}

/** What is asked of tags, and what is let pass; ready to be asked for many tags. */
export interface Rules {
  requiredOf(place: { registry: string; repository: string; tag: string }): Platform[]
  ignored(place: { registry: string; repository: string; tag: string }, finding: Finding): Finding['ignored']
}

/** Reads every glob once. One that cannot be read matches nothing: those who take it in refuse it before. */
export function rulesOf(given: {
  policies: readonly Policy[]
  ignores: readonly Ignore[]
  /** Milliseconds since the epoch. */
  now: number
}): Rules {
  const policies = given.policies.map((policy) => ({
    applies: scopeOf(policy),
    require: policy.require.flatMap((text) => {
      const platform = parsePlatform(text)
      return platform.ok ? [platform.value] : []
    }),
  }))
  const ignores = given.ignores
    .filter(({ until }) => until > given.now)
    .map((ignore) => ({ ...ignore, applies: scopeOf(ignore), platform: specifierKey(ignore.platform) }))
  return {
    requiredOf(place) {
      const required = policies.flatMap(({ applies, require }) => (applies(place) ? require : []))
      return [...new Map(required.map((platform) => [platformKey(platform), platform])).values()]
    },
    ignored(place, { code, platform }) {
      const found = ignores.find(
        (ignore) =>
          ignore.code === code &&
          (ignore.platform === null || ignore.platform === platform) &&
          ignore.applies(place),
      )
      return found && { id: found.id, reason: found.reason, until: new Date(found.until).toISOString() }
    },
  }
}

type Place = { registry: string; repository: string; tag: string }

function scopeOf({
  registry,
  match,
  tags,
}: Pick<Policy, 'registry' | 'match' | 'tags'>): (place: Place) => boolean {
  const repository = globOf(match)
  const tag = globOf(tags)
  return (place) =>
    (registry === null || registry === place.registry) && repository(place.repository) && tag(place.tag)
}

const NEVER: Glob = () => false

function globOf(text: string): Glob {
  const glob = createGlob(text)
  return glob.ok ? glob.value : NEVER
}

function specifierKey(text: string | null): string | null {
  if (text === null) return null
  const platform = parsePlatform(text)
  return platform.ok ? platformKey(platform.value) : text
}
