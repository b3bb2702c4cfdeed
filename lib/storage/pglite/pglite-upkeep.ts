import 'server-only'
import type { Pool } from 'pg'

const EVERY_MS = 60_000
/** As much as was written since the last time before it is worth the work: about 20,000 tags read again. */
const WRITTEN_BYTES = 32 * 1024 * 1024

/**
 * What a server does by itself in the background and the embedded engine has no processes for: rows that were
 * replaced are given up for reuse, the planner learns how many there are, and the log is cut short. Table by table,
 * so that others get their turn of the one connection, and only those a server would have its turn with. Ends with the
 * returned function.
 */
export function startUpkeep(
  pool: Pool,
  { everyMs = EVERY_MS, writtenBytes = WRITTEN_BYTES }: { everyMs?: number; writtenBytes?: number } = {},
): () => Promise<void> {
  // The first round looks in any case: the process before may have left something undone.
  let written = 0
  let round: Promise<void> = Promise.resolve()
  let stopped = false

  async function look(): Promise<void> {
    if ((await writtenSoFar(pool)) - written < writtenBytes) return
    for (const { name, what } of await wornTables(pool)) {
      if (stopped) return
      await pool.query(`${what} "${name}"`)
    }
    await pool.query('checkpoint')
    written = await writtenSoFar(pool)
  }

  // Whatever goes wrong here goes wrong for every query, and those tell of it; the next round tries again.
  const timer = setInterval(() => {
    round = round.then(look).catch(() => {})
  }, everyMs)
  timer.unref()
  return async () => {
    stopped = true
    clearInterval(timer)
    await round
  }
}

async function writtenSoFar(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ bytes: string }>(
    `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as bytes, pg_stat_force_next_flush()`,
  )
  return Number(rows[0]?.bytes ?? 0)
}

interface WornTable {
  name: string
  what: 'vacuum' | 'analyze' | 'vacuum (analyze)'
}

/** By the thresholds of autovacuum. What was counted before a crash is lost: such a table is as good as never looked at. */
async function wornTables(pool: Pool): Promise<WornTable[]> {
  const { rows } = await pool.query<WornTable>(`
    select name, case when not counts then 'vacuum' when not clears then 'analyze' else 'vacuum (analyze)' end as what
    from (
      select relname as name,
        last_analyze is null or n_mod_since_analyze > 50 + 0.1 * rows as counts,
        last_vacuum is null or n_dead_tup > 50 + 0.2 * rows or n_ins_since_vacuum > 1000 + 0.2 * rows as clears
      from pg_stat_user_tables
      join (select oid, greatest(reltuples, 0) as rows from pg_class) sized on sized.oid = relid
    ) looked where counts or clears order by name`)
  return rows
}
