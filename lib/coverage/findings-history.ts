import type { CompositionFacts, TagEventFacts } from './facts'
import type { Found } from './finding-of'
import type { Finding } from './finding-table'
import { shortly } from './findings-children'

/** Another build of Windows is not another platform. */
export const withoutVersion = (key: string): string => key.replace(/\([^)]*\)/, '')

/** The release before a tag, and the platforms it names. */
export interface Predecessor {
  tag: string
  platforms: readonly string[]
}

/**
 * Platforms an earlier digest of this tag could be pulled for, or the release before it names, and that its present
 * content does not name at all. `history` newest first.
 */
export function lostFindings(
  tag: string,
  now: { digest: string; named: readonly string[] },
  past: { history: readonly TagEventFacts[]; predecessor: Predecessor | null },
  found: Found,
): Finding[] {
  const named = new Set(now.named.map(withoutVersion))
  const lost = new Map<string, Finding>()
  for (const { digest, platforms, at } of past.history) {
    if (digest === null || digest === now.digest) continue
    for (const platform of platforms) {
      const key = withoutVersion(platform)
      if (named.has(key) || lost.has(key)) continue
      const when = new Date(at).toISOString()
      const message = `${tag} could be pulled for ${platform} until ${when.slice(0, 10)} or later (${shortly(digest)}), and has no entry for it now.`
      lost.set(
        key,
        found('PLATFORM_LOST', message, { platform, details: { digest, at: when }, fix: 'compose' }),
      )
    }
  }
  for (const platform of past.predecessor?.platforms ?? []) {
    const key = withoutVersion(platform)
    if (named.has(key) || lost.has(key)) continue
    const before = past.predecessor?.tag
    const message = `${before}, the release before ${tag}, has ${platform}; ${tag} has no entry for it.`
    lost.set(key, found('PLATFORM_LOST', message, { platform, severity: 'warning', details: { before } }))
  }
  return [...lost.values()]
}

/** Sources that have moved since the tag was composed here, as long as it still is what was composed. */
export function lockstepFindings(
  tag: string,
  digest: string,
  composition: CompositionFacts | undefined,
  found: Found,
): Finding[] {
  if (composition?.digest !== digest) return []
  return composition.sources.flatMap((source) => {
    const { registry, repository, tag: from, now, platform } = source
    if (from === null || now === undefined || now === source.digest) return []
    const ref = `${registry}/${repository}:${from}`
    const message =
      now === null
        ? `${ref}, which ${tag} was composed from, is gone.`
        : `${ref}, which ${tag} was composed from, has moved on: ${tag} still serves what it was.`
    return [
      found('SOURCE_MOVED', message, {
        platform: platform ?? undefined,
        details: { source: ref, before: source.digest, now },
        ...(now !== null && { fix: 'compose' as const }),
      }),
    ]
  })
}
