import 'server-only'
import { sql } from 'kysely'
import { prepared } from './prepared'
import type { ScanItem, ScanRecord, ScanStore } from './scan-store'
import { asJson, type Database } from './sql-places'
import { type ScanRow, SELECT_SCANS, scanOf } from './sql-scan-rows'

type Work = Pick<
  ScanStore,
  | 'claimListing'
  | 'addItems'
  | 'listed'
  | 'claimItem'
  | 'renew'
  | 'count'
  | 'finishItem'
  | 'giveBack'
  | 'release'
  | 'fail'
  | 'settle'
>

/** What workers ask: every claim is one statement that skips what another one holds. */
export function sqlScanWork(db: Database): Work {
  return {
    async claimListing({ worker, now, ms }, among) {
      if (among.length === 0) return null
      // Its turn comes when no other whole scan of the registry runs.
      const { rows } = await prepared(sql<{ id: string }>`
        update scan set state = 'running', started_at = coalesce(started_at, ${now}), leased_by = ${worker},
          leased_until = ${now + ms}, paused = null,
          resumed_at = case when started_at is null then resumed_at else ${now} end
        where id = (
          select id from scan s where not listed and state in ('waiting', 'running') and registry = any(${[...among]})
            and (leased_until is null or leased_until < ${now})
            and (state = 'running' or not exists (
              select from scan other where other.registry = s.registry and other.scope is null
                and other.state = 'running'))
          order by created_at limit 1 for update skip locked)
        returning id`).execute(db)
      return rows[0] ? one(db, rows[0].id) : null
    },
    async addItems(id, repositories) {
      if (repositories.length === 0) return
      await sql`insert into scan_item (scan_id, repository)
        select ${id}, r.name from jsonb_to_recordset(${asJson(repositories.map((name) => ({ name })))}::jsonb) as r (name text)
        on conflict do nothing`.execute(db)
    },
    async listed(id, worker, problem) {
      await sql`update scan set listed = true, problem = ${problem}, leased_by = null, leased_until = null
        where id = ${id} and leased_by = ${worker}`.execute(db)
    },
    async claimItem({ worker, now, ms }, among, { partsOnly = false } = {}) {
      if (among.length === 0) return null
      const { rows } = await prepared(sql<ItemRow>`
        with next as (
          select i.scan_id, i.repository, i.leased_by is not null as left_behind
          from scan_item i join scan s on s.id = i.scan_id
          where s.state = 'running' and s.registry = any(${[...among]})
            and (${!partsOnly} or s.scope is not null)
            and (i.state = 'waiting' or (i.state = 'running' and i.leased_until < ${now}))
          order by s.scope is null, s.created_at, i.repository
          limit 1 for update of i skip locked
        ), claimed as (
          update scan_item i set state = 'running', leased_by = ${worker}, leased_until = ${now + ms}
          from next where i.scan_id = next.scan_id and i.repository = next.repository
          returning i.scan_id, i.repository, i.tags, i.found, i.checked, i.changed, i.errors, next.left_behind
        ), resumed as (
          update scan set resumed_at = ${now} from claimed where id = claimed.scan_id and claimed.left_behind
        )
        select c.*, (select left_behind from next) as left_behind, s.registry, s.mode, s.reason, s.actor, s.started_at
        from claimed c join scan s on s.id = c.scan_id`).execute(db)
      return rows[0] ? itemOf(rows[0]) : null
    },
    async renew({ worker, now, ms }) {
      await sql`update scan_item set leased_until = ${now + ms}
        where leased_by = ${worker} and state = 'running'`.execute(db)
      await sql`update scan set leased_until = ${now + ms}
        where leased_by = ${worker} and state = 'running'`.execute(db)
    },
    async count({ scanId, repository }, worker, counts) {
      const { found, checked, changed, errors } = counts
      const { rows } = await prepared(sql`
        update scan_item i set found = ${found}, checked = ${checked}, changed = ${changed}, errors = ${errors}
        from scan s where s.id = i.scan_id and s.state = 'running'
          and i.scan_id = ${scanId} and i.repository = ${repository} and i.leased_by = ${worker}
        returning 1 as still`).execute(db)
      return rows.length > 0
    },
    async finishItem({ scanId, repository }, worker, { counts, problem }) {
      const { found, checked, changed, errors } = counts
      await prepared(sql`
        with goes_on as (update scan set paused = null where id = ${scanId} and paused is not null)
        update scan_item set state = ${problem === null ? 'done' : 'failed'}, problem = ${problem},
          found = ${found}, checked = ${checked}, changed = ${changed}, errors = ${errors},
          leased_by = null, leased_until = null
        where scan_id = ${scanId} and repository = ${repository} and leased_by = ${worker}`).execute(db)
    },
    async giveBack(worker, { item, listing, problem }) {
      if (item) {
        await sql`update scan_item set state = 'waiting', leased_by = null, leased_until = null
          where scan_id = ${item.scanId} and repository = ${item.repository} and leased_by = ${worker}`.execute(
          db,
        )
      }
      await sql`update scan set paused = ${problem},
          leased_by = case when id = ${listing ?? null} then null else leased_by end,
          leased_until = case when id = ${listing ?? null} then null else leased_until end
        where id = ${item?.scanId ?? listing ?? ''} and state = 'running'`.execute(db)
    },
    async release(worker) {
      // Who had it stays written down, so that whoever takes it up knows that it was begun.
      await sql`update scan_item set leased_until = 0
        where state = 'running' and (${worker}::text is null or leased_by = ${worker})`.execute(db)
      await sql`update scan set leased_until = 0
        where state = 'running' and leased_by is not null and (${worker}::text is null or leased_by = ${worker})`.execute(
        db,
      )
    },
    async fail(id, at, problem) {
      await sql`update scan set state = 'failed', finished_at = ${at}, problem = ${problem}, paused = null, leased_by = null,
        leased_until = null where id = ${id} and state in ('waiting', 'running')`.execute(db)
    },
    async settle(at) {
      const { rows } = await prepared(sql<{ id: string }>`
        update scan set state = 'done', finished_at = ${at}, paused = null
        where state = 'running' and listed and not exists (
          select from scan_item i where i.scan_id = scan.id and i.state in ('waiting', 'running'))
        returning id`).execute(db)
      if (rows.length > 0) await forgetOld(db)
      const ended = await Promise.all(rows.map(({ id }) => one(db, id)))
      return ended.filter((scan): scan is ScanRecord => scan !== null)
    },
  }
}

/** Of each kind so many are remembered: when one that verified was last done has to stay known. */
const REMEMBERED_MAX = 20

const forgetOld = (db: Database) =>
  sql`
  delete from scan where state in ('done', 'stopped', 'failed') and id in (
    select id from (
      select id, row_number() over (
        partition by registry, mode, scope is null, state = 'done' order by created_at desc) as age
      from scan
    ) aged where age > ${REMEMBERED_MAX})`.execute(db)

export async function one(db: Database, id: string): Promise<ScanRecord | null> {
  const { rows } = await prepared(sql<ScanRow>`${SELECT_SCANS} where s.id = ${id}`).execute(db)
  return rows[0] ? scanOf(rows[0]) : null
}

interface ItemRow {
  scan_id: string
  repository: string
  tags: string[] | null
  found: number
  checked: number
  changed: number
  errors: number
  left_behind: boolean
  registry: string
  mode: ScanItem['mode']
  reason: ScanItem['reason']
  actor: string
  started_at: string
}

const itemOf = (row: ItemRow): ScanItem => ({
  scanId: row.scan_id,
  repository: row.repository,
  tags: row.tags,
  registry: row.registry,
  mode: row.mode,
  reason: row.reason,
  actor: row.actor,
  since: Number(row.started_at),
  counts: { found: row.found, checked: row.checked, changed: row.changed, errors: row.errors },
  leftBehind: row.left_behind,
})
