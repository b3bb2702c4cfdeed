import 'server-only'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { PostgresPool } from 'kysely'
import { Pool } from 'pg'
import { lockFolder } from './folder-lock'
import { PgliteEngine } from './pglite-engine'
import { PgliteStream } from './pglite-stream'
import { startUpkeep } from './pglite-upkeep'
import { preparedPool } from './prepared-pool'

/**
 * The embedded database of a data folder behind the same pool a PostgreSQL server gets; `preparing` keeps plans. `waitMs` is how
 * long a query waits for its turn.
 */
export async function openPglite(
  dataDir: string,
  { waitMs = 30_000 }: { waitMs?: number } = {},
): Promise<{ pool: Pool; preparing: PostgresPool; close(): Promise<void> }> {
  const folder = join(dataDir, 'database')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(folder)
  const engine = new PgliteEngine(folder)
  try {
    await createWhenNew(folder)
    // Before the pool counts seconds: opening takes half of one, more on a busy machine.
    await engine.start()
  } catch (error) {
    await lock.release()
    throw new Error(`The embedded store in ${folder} could not be opened.`, { cause: error })
  }
  const pool = new Pool({
    stream: () => new PgliteStream(engine),
    user: 'postgres',
    database: 'postgres',
    password: 'unused',
    ssl: false,
    // The engine has one session, so there is one client, and it stays.
    max: 1,
    idleTimeoutMillis: 0,
    // A query outside of the transaction it should be part of waits for itself: an error, not a hang.
    connectionTimeoutMillis: waitMs,
  })
  const stopUpkeep = startUpkeep(pool)
  const close = async () => {
    await stopUpkeep()
    await pool.end()
    await engine.close()
    await lock.release()
  }
  return { pool, preparing: preparedPool(pool, () => engine.sessionsLost), close }
}

/** Making a database takes some seconds and 600 MB more than using it: that is done in a thread of its own, which ends. */
async function createWhenNew(folder: string): Promise<void> {
  if (existsSync(join(folder, 'PG_VERSION'))) return
  const creator = new PgliteEngine(folder)
  await creator.start()
  await creator.close()
}
