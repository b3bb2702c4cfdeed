import 'server-only'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Schema } from './schema'
import { sqlCompositionStore } from './sql-composition-store'
import { sqlGlanceStore } from './sql-glance-store'
import { sqlIndexStore } from './sql-index-store'
import { sqlPolicyStore } from './sql-policy-store'
import { sqlReportStore } from './sql-report-store'
import { sqlScanStore } from './sql-scan-store'
import { sqlWebhookStore } from './sql-webhook-store'
import { ACTIVITY_ACTIONS, type ActivityRecord, type Store } from './store'

/** The store in SQL: the same statements on both engines. */
export function sqlStore(
  db: Kysely<Schema>,
  { engine, events, close }: Pick<Store, 'engine' | 'events' | 'close'>,
): Store {
  return {
    engine,
    events,
    close,
    index: sqlIndexStore(db),
    scans: sqlScanStore(db),
    reports: sqlReportStore(db),
    policies: sqlPolicyStore(db),
    glance: sqlGlanceStore(db),
    compositions: sqlCompositionStore(db),
    webhooks: sqlWebhookStore(db),
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
