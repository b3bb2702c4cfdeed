import 'server-only'
import type { Pool } from 'pg'

const EVERY_MS = 60_000
/** As much as was written since the last time before it is worth the work: about 20,000 tags read again. */
const WRITTEN_BYTES = 32 * 1024 * 1024

/**
 * What a server does by itself in the background and the embedded engine has no processes for: rows that were
 * replaced are given up for reuse, the planner learns how many there are, and the log is cut short. Table by table,
 * so that others get their turn of the one connection. Ends with the returned function.
 */
export function startUpkeep(
  pool: Pool,
  { everyMs = EVERY_MS, writtenBytes = WRITTEN_BYTES }: { everyMs?: number; writtenBytes?: number } = {},
): () => Promise<void> {
  // Whatever the process before left undone is done in the first round.
  let written = 0
  let round: Promise<void> = Promise.resolve()
  let stopped = false

  async function look(): Promise<void> {
    if ((await writtenSoFar(pool)) - written < writtenBytes) return
    for (const table of await tablesOf(pool)) {
      if (stopped) return
      await pool.query(`vacuum (analyze) "${table}"`)
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
    `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as bytes`,
  )
  return Number(rows[0]?.bytes ?? 0)
}

async function tablesOf(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  )
  return rows.map(({ name }) => name)
}
