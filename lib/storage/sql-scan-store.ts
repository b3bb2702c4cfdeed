import 'server-only'
import { sql } from 'kysely'
import type { NewScan, ScanMode, ScanStore } from './scan-store'
import { numberOrNull } from './sql-facts'
import { asJson, type Database, textArray } from './sql-places'
import { type ScanRow, SELECT_SCANS, scanOf } from './sql-scan-rows'
import { one, sqlScanWork } from './sql-scan-work'

const STRENGTH: Record<ScanMode, number> = { quick: 0, verify: 1, deep: 2 }

/** Scans in SQL: the same statements on both engines. */
export function sqlScanStore(db: Database): ScanStore {
  return {
    ...sqlScanWork(db),

    async start(scan) {
      const id = scan.scope === null ? await startWhole(db, scan) : await startScoped(db, scan)
      const started = await one(db, id)
      if (!started) throw new Error('A scan that was just started is not there.')
      return { scan: started, joined: id !== scan.id }
    },
    scan: (id) => one(db, id),
    async list({ registry, limit }) {
      const { rows } = await sql<ScanRow>`${SELECT_SCANS}
        where (${registry ?? null}::text is null or s.registry = ${registry ?? null})
        order by s.created_at desc, s.id desc limit ${limit}`.execute(db)
      return rows.map(scanOf)
    },
    async newestWhole() {
      const { rows } = await sql<ScanRow>`${SELECT_SCANS}
        where s.id in (select distinct on (registry) id from scan where scope is null
          order by registry, state in ('running') desc, created_at desc)`.execute(db)
      return rows.map(scanOf)
    },
    async lastDone(registry) {
      const { rows } = await sql<{ any_at: string | null; verify_at: string | null }>`
        select max(finished_at) as any_at, max(finished_at) filter (where mode <> 'quick') as verify_at
        from scan where registry = ${registry} and scope is null and state = 'done'`.execute(db)
      return {
        anyAt: numberOrNull(rows[0]?.any_at ?? null),
        verifyAt: numberOrNull(rows[0]?.verify_at ?? null),
      }
    },
    async failures(id, limit) {
      const { rows } = await sql<{ repository: string; problem: string }>`
        select repository, problem from scan_item where scan_id = ${id} and state = 'failed'
        order by repository limit ${limit}`.execute(db)
      return rows
    },
    async stop(id, at) {
      const { rows } = await sql`update scan set state = 'stopped', finished_at = ${at}, leased_by = null,
        leased_until = null where id = ${id} and state in ('waiting', 'running') returning 1 as stopped`.execute(
        db,
      )
      return rows.length > 0
    },
    async addPoint(registry, at) {
      await sql`
        insert into coverage_point (registry, at, tags, complete, errors, warnings, platforms, findings)
        select ${registry}, ${at}, coalesce(sum(tags), 0), coalesce(sum(complete), 0), coalesce(sum(errors), 0),
          coalesce(sum(warnings), 0), ${sumOf('platforms', registry)}, ${sumOf('findings', registry)}
        from repository where registry = ${registry}
        on conflict (registry, at) do nothing`.execute(db)
    },
  }

  function sumOf(column: 'platforms' | 'findings', registry: string) {
    return sql`coalesce((
      select jsonb_object_agg(key, total) from (
        select e.key, sum(e.value::int) as total from repository p, jsonb_each_text(p.${sql.raw(column)}) e
        where p.registry = ${registry} group by e.key
      ) sums), '{}')`
  }
}

/** The id of the scan that is to be watched: this one, or one under way that asks for no less. */
async function startWhole(db: Database, scan: NewScan): Promise<string> {
  const { id, registry, mode, reason, actor, at } = scan
  const { rows: open } = await sql<{ id: string; mode: ScanMode; state: string }>`
    select id, mode, state from scan where registry = ${registry} and scope is null
      and state in ('waiting', 'running') order by created_at`.execute(db)
  const enough = open.find((other) => STRENGTH[other.mode] >= STRENGTH[mode])
  if (enough) return enough.id
  const inLine = open.find(({ state }) => state === 'waiting')
  if (inLine) {
    // What waits has asked nobody yet: it may as well ask for more.
    await sql`update scan set mode = ${mode} where id = ${inLine.id} and state = 'waiting'`.execute(db)
    return inLine.id
  }
  const { rows } = await sql<{ id: string }>`
    insert into scan (id, registry, mode, scope, reason, actor, state, created_at)
    values (${id}, ${registry}, ${mode}, null, ${reason}, ${actor}, 'waiting', ${at})
    on conflict do nothing returning id`.execute(db)
  // Somebody else was faster by a moment: theirs is there now.
  return rows[0]?.id ?? startWhole(db, scan)
}

async function startScoped(db: Database, scan: NewScan): Promise<string> {
  const { id, registry, mode, scope, reason, actor, at } = scan
  await db.transaction().execute(async (trx) => {
    await sql`insert into scan (id, registry, mode, scope, reason, actor, state, created_at, started_at, listed)
      values (${id}, ${registry}, ${mode}, ${JSON.stringify(scope)}::jsonb, ${reason}, ${actor}, 'running', ${at},
        ${at}, true)`.execute(trx)
    await sql`insert into scan_item (scan_id, repository, tags)
      select ${id}, r.repository,
        case when jsonb_typeof(r.tags) = 'array' then ${textArray('r.tags')} end
      from jsonb_to_recordset(${asJson(scope ?? [])}::jsonb) as r (repository text, tags jsonb)
      on conflict do nothing`.execute(trx)
  })
  return id
}
