import 'server-only'
import type { ReportQuery, UntaggedResponse } from '@/lib/contract/reports'
import { isDigest } from '@/lib/oci/digest'
import { configuredRegistry } from './configured-registry'
import type { Context } from './context'
import { instant } from './scan-answer'
import { ServiceError } from './service-error'

/** Manifests no tag leads to any more. What was pushed and overwritten between two scans was never seen. */
export async function listUntagged(
  context: Context,
  { registry, limit, cursor }: ReportQuery,
): Promise<UntaggedResponse> {
  if (registry !== undefined) configuredRegistry(context, registry)
  const { reports } = await context.store()
  const manifests = await reports.untagged({ registry, after: readCursor(cursor), limit: limit + 1 })
  const page = manifests.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(({ lastSeenAt, ...manifest }) => ({ ...manifest, lastSeenAt: instant(lastSeenAt) })),
    nextCursor:
      last && manifests.length > limit ? `${last.registry} ${last.repository}@${last.digest}` : null,
    asOf: instant(context.now()),
  }
}

function readCursor(cursor: string | undefined) {
  if (cursor === undefined) return null
  const [, registry, repository, digest] = /^(\S+) ([^@\s]+)@(\S+)$/.exec(cursor) ?? []
  if (registry && repository && digest && isDigest(digest)) return { registry, repository, digest }
  throw new ServiceError('REQUEST_INVALID', 'The cursor is not one of this list.')
}
