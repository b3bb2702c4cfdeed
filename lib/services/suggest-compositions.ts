import 'server-only'
import type { SpecEntry } from '@/lib/composition/spec'
import type { Suggestion as Found } from '@/lib/composition/suggest-verdict'
import type { Suggestion, SuggestionsQuery, SuggestionsResponse } from '@/lib/contract/suggestions'
import { compareTags } from '@/lib/oci/tag-order'
import { configuredRegistry } from './configured-registry'
import type { Context } from './context'
import { repositoryName } from './image-reference'
import { soon } from './soon'
import { awaitScan, scanSuggestions } from './suggest-compositions-scan'

/** A small registry is looked through by then, and the first answer is the last. */
const PATIENCE_MS = 800
const WARNINGS_MAX = 20

/**
 * Per-architecture tags and repositories that nobody has composed yet. They are looked for in the background: the
 * answer is partial until `progress.done`. What cannot be read is a warning, never the end of it.
 */
export async function suggestCompositions(
  context: Context,
  query: SuggestionsQuery,
): Promise<SuggestionsResponse> {
  const registry = configuredRegistry(context, query.registry)
  const repository = query.repository === undefined ? undefined : repositoryName(query.repository)
  const { depth, refresh, cursor, limit } = query
  const scan = scanSuggestions(context, registry, { repository, depth, refresh, again: cursor === undefined })
  await awaitScan(scan, (done) => soon(done, PATIENCE_MS))
  const found = [...scan.suggestions.values()].sort(byRepositoryNewestFirst)
  const rest =
    cursor === undefined ? found : found.filter((each) => byRepositoryNewestFirst(each, placeOf(cursor)) > 0)
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(described),
    nextCursor: last && rest.length > page.length ? `${last.repository}:${last.tag}` : null,
    total: found.length,
    asOf: new Date(scan.startedAt).toISOString(),
    warnings: shortened(scan.warnings),
    unread: scan.unread,
    progress: { ...scan.progress },
  }
}

type Place = Pick<Found, 'repository' | 'tag'>

function byRepositoryNewestFirst(a: Place, b: Place): number {
  if (a.repository !== b.repository) return a.repository < b.repository ? -1 : 1
  return compareTags(b.tag, a.tag)
}

function placeOf(cursor: string): Place {
  const colon = cursor.lastIndexOf(':')
  return { repository: cursor.slice(0, Math.max(0, colon)), tag: cursor.slice(colon + 1) }
}

function shortened(warnings: readonly string[]): string[] {
  const more = warnings.length - WARNINGS_MAX
  const shown = warnings.slice(0, WARNINGS_MAX)
  return more > 0 ? [...shown, `And ${more} more that could not be read.`] : shown
}

function described({ registry, kind, sources, today, spec }: Found): Suggestion {
  return {
    target: spec.image,
    kind,
    sources: sources.map(({ repository, tag, platform, change }) => ({
      image: `${registry}/${repository}:${tag}`,
      platform,
      change,
    })),
    today,
    spec: {
      image: spec.image,
      ...(Object.keys(spec.annotations).length > 0 && { annotations: spec.annotations }),
      ...(spec.artifactType && { artifactType: spec.artifactType }),
      ...(spec.subject && { subject: spec.subject }),
      manifests: spec.manifests.map(specEntry),
    },
  }
}

const specEntry = ({ image, digest, platform }: SpecEntry) => ({
  image,
  ...(digest && { digest }),
  ...(Object.keys(platform).length > 0 && { platform }),
})
