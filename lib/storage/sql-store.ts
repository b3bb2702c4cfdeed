import 'server-only'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Schema } from './schema'
import { ACTIVITY_ACTIONS, type ActivityRecord, type Store } from './store'

/** The store in SQL: the same statements on both engines. */
export function sqlStore(db: Kysely<Schema>, engine: Store['engine'], close: () => Promise<void>): Store {
  return {
    engine,
    close,
    async ping() {
      await sql`select 1`.execute(db)
    },
    async recordActivity(records) {
      if (records.length === 0) return
      await db
        .insertInto('activity')
        .values(records.map((record) => ({ ...record, sources: JSON.stringify(record.sources) })))
        .execute()
    },
    async listActivity({ limit, before }) {
      let newest = db
        .selectFrom('activity')
        .selectAll()
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
      if (before)
        newest = newest.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('at', 'id'), '<', tuple(String(before.at), before.id)),
        )
      return (await newest.execute()).map(toRecord)
    },
  }
}

function toRecord(row: Selectable<Schema['activity']>): ActivityRecord {
  const action = ACTIVITY_ACTIONS.find((known) => known === row.action)
  if (!action) throw new Error(`The store holds an activity of unknown kind "${row.action}".`)
  return { ...row, at: Number(row.at), action }
}
