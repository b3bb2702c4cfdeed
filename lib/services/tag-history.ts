import 'server-only'
import type { HistoryQuery, HistoryResponse } from '@/lib/contract/history'
import type { Context } from './context'
import { imageReference } from './image-reference'
import { instant } from './scan-answer'
import { ServiceError } from './service-error'

/** Every digest a tag has had since it was first scanned, newest first. Empty where nothing is remembered of it. */
export async function tagHistory(
  context: Context,
  { ref, limit, cursor }: HistoryQuery,
): Promise<HistoryResponse> {
  const { reference, registry } = imageReference(context, ref)
  const { repository, tag, digest } = reference
  if (tag === undefined || digest !== undefined)
    throw new ServiceError('REFERENCE_INVALID', `${ref} names a digest, and only tags have a history.`)
  if (cursor !== undefined && !/^\d{1,18}$/.test(cursor))
    throw new ServiceError('REQUEST_INVALID', 'The cursor is not one of this list.')
  const { reports } = await context.store()
  const place = { registry: registry.name, repository }
  const events = await reports.events(place, tag, { limit: limit + 1, before: cursor ?? null })
  const page = events.slice(0, limit)
  return {
    items: page.map(({ id: _, at, ...event }) => ({ ...event, at: instant(at) })),
    nextCursor: events.length > limit ? (page.at(-1)?.id ?? null) : null,
    asOf: instant(context.now()),
  }
}
