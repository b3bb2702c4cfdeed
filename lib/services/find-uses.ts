import 'server-only'
import type { UsesQuery, UsesResponse } from '@/lib/contract/search'
import { formatReference } from '@/lib/oci/reference'
import { configuredRegistry } from './configured-registry'
import type { Context } from './context'
import { instant } from './scan-answer'

/** What contains a digest, as far as scanned: tags, indexes, and images with it as config or layer. */
export async function findUses(
  context: Context,
  { registry, digest, limit }: UsesQuery,
): Promise<UsesResponse> {
  const { name } = configuredRegistry(context, registry)
  const { reports } = await context.store()
  const [own, { indexes, images }] = await Promise.all([
    reports.tags({ registry: name, ownDigest: digest }, { limit: limit + 1, after: null }),
    reports.uses(name, digest, limit + 1),
  ])
  return {
    tags: own.slice(0, limit).map((tag) => ({
      ref: formatReference({ registry: name, repository: tag.repository, tag: tag.tag }),
      platforms: Object.keys(tag.cells).filter((key) => tag.cells[key]?.status === 'present'),
      checkedAt: instant(tag.checkedAt),
    })),
    indexes: indexes
      .slice(0, limit)
      .map(({ kind: _, ...use }) => ({ ...use, platform: use.platform || null })),
    images: images.slice(0, limit).map(({ kind: _, ...use }) => use),
    complete: own.length <= limit && indexes.length <= limit && images.length <= limit,
    asOf: instant(context.now()),
  }
}
