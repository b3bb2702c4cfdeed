import 'server-only'
import type { ListActivityQuery, ListActivityResponse } from '@/lib/contract/activity'
import type { ActivityRecord, Store } from '@/lib/storage/store'
import type { Context } from './context'
import { ServiceError } from './service-error'

type Position = Parameters<Store['listActivity']>[0]['before']

/** What Manifold has pushed, newest first. */
export async function listActivity(
  context: Context,
  { limit, cursor }: ListActivityQuery,
): Promise<ListActivityResponse> {
  const before = cursor === undefined ? null : readCursor(cursor)
  // One more than asked for tells whether there is a next page.
  const records = await readRecords(context, limit + 1, before)
  const page = records.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map((record) => ({ ...record, at: instant(record.at) })),
    nextCursor: last && records.length > limit ? writeCursor(last) : null,
    asOf: instant(context.now()),
  }
}

async function readRecords(context: Context, limit: number, before: Position): Promise<ActivityRecord[]> {
  try {
    return await (await context.store()).listActivity({ limit, before })
  } catch (cause) {
    context.log('error', 'The activity could not be read.', { error: String(cause) })
    throw new ServiceError(
      'INTERNAL',
      "Manifold's own store does not answer, so it cannot tell what was pushed.",
      {
        hint: "Registries are not affected. The server's log names the cause.",
        cause,
      },
    )
  }
}

const instant = (at: number) => new Date(at).toISOString()
const writeCursor = ({ at, id }: ActivityRecord) => `${at}.${id}`

function readCursor(cursor: string): Position {
  const [, at, id] = /^(\d{1,16})\.(.+)$/s.exec(cursor) ?? []
  if (at && id) return { at: Number(at), id }
  throw new ServiceError('REQUEST_INVALID', 'The cursor is not one of this list.', {
    hint: 'Start again without a cursor.',
  })
}
