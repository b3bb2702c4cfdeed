import 'server-only'
import type { ListTagsQuery, ListTagsResponse, TagRow } from '@/lib/contract/tags'
import { parsePlatform } from '@/lib/oci/platform'
import type { ReportTag, TagKey } from '@/lib/storage/report-store'
import { configuredRegistry } from './configured-registry'
import type { Context } from './context'
import { repositoryName } from './image-reference'
import { readPlatforms } from './report-filter'
import { instant, instantOrNull } from './scan-answer'
import { ServiceError } from './service-error'

/**
 * The tags of a repository as they were last seen, at once, in any order: nothing is asked of the registry. Empty
 * where the repository was never scanned. `asOf` is when it was last listed.
 */
export async function listKnownTags(context: Context, query: ListTagsQuery): Promise<ListTagsResponse> {
  const place = {
    registry: configuredRegistry(context, query.registry).name,
    repository: repositoryName(query.repository),
  }
  const { reports } = await context.store()
  const [known, keys] = await Promise.all([reports.figuresOf(place), reports.tagKeysOf(place)])
  const { offers, lacks } = readPlatforms(query.platform)
  const part = query.q?.toLowerCase() ?? ''
  const wanted = keys.filter(
    (key) =>
      key.tag.toLowerCase().includes(part) &&
      offers.every((platform) => key.offers.includes(platform)) &&
      !lacks.some((platform) => key.offers.includes(platform)),
  )
  const from = readOffset(query.cursor)
  const page = sorted(wanted, query.sort).slice(from, from + query.limit)
  const items = await reports.tagsById(page.map(({ id }) => id))
  const next = from + query.limit
  return {
    items: items.map(rowOf),
    nextCursor: next < wanted.length ? String(next) : null,
    total: wanted.length,
    asOf: instant(known?.checkedAt ?? context.now()),
    progress: null,
  }
}

/** What is known stands still between two scans: a page is told by where it begins. */
function readOffset(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor)
  throw new ServiceError('REQUEST_INVALID', 'The cursor is not one of this list.', {
    hint: 'Start again without a cursor.',
  })
}

/** They come newest version first; those alike in what they are sorted by stay in that order. */
function sorted(keys: TagKey[], sort: ListTagsQuery['sort']): TagKey[] {
  if (sort === '-name') return keys
  if (sort === 'name') return keys.toReversed()
  const measureOf = ({ size, createdAt }: TagKey) => (sort.endsWith('size') ? size : createdAt)
  const direction = sort.startsWith('-') ? -1 : 1
  return keys.toSorted((a, b) => {
    const [x, y] = [measureOf(a), measureOf(b)]
    // What nobody knows stands last, whichever way.
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    return direction * (x - y)
  })
}

function rowOf(tag: ReportTag): TagRow {
  const { digest, mediaType, kind, artifactType, size, attestations, problem } = tag
  return {
    ...{ tag: tag.tag, digest, mediaType, kind, artifactType, size, attestations, problem },
    createdAt: instantOrNull(tag.createdAt),
    platforms: Object.entries(tag.cells).flatMap(([key, cell]) => {
      const platform = parsePlatform(key)
      if (!platform.ok) return []
      return [
        {
          platform: platform.value,
          digest: cell.digest,
          size: cell.size,
          createdAt: null,
          status: cell.status,
        },
      ]
    }),
    checkedAt: instant(tag.checkedAt),
  }
}
