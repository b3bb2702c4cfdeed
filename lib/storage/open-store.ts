import 'server-only'
import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import { migrate } from './migrations'
import { openPglite } from './pglite/open-pglite'
import type { Schema } from './schema'
import { sqlStore } from './sql-store'
import type { Store } from './store'

/**
 * Opens what Manifold remembers: PostgreSQL where `databaseUrl` is given, else the embedded database in
 * `dataDir`. Its tables are made and brought up to date on the way.
 */
export async function openStore(options: { dataDir: string; databaseUrl: string | null }): Promise<Store> {
  const { pool, close } = options.databaseUrl
    ? openPostgres(options.databaseUrl)
    : await openPglite(options.dataDir)
  // An idle connection that breaks is replaced by the next query, which reports what is still wrong.
  pool.on('error', () => {})
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  try {
    await migrate(db)
  } catch (error) {
    await close()
    throw error
  }
  return sqlStore(db, options.databaseUrl ? 'postgresql' : 'pglite', close)
}

function openPostgres(connectionString: string) {
  const pool = new Pool({ connectionString, max: 10, connectionTimeoutMillis: 10_000 })
  return { pool, close: () => pool.end() }
}
