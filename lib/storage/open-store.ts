import 'server-only'
import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import { localEvents } from './local-events'
import { migrate } from './migrations'
import { openPglite } from './pglite/open-pglite'
import { postgresEvents } from './postgres-events'
import type { Schema } from './schema'
import { sqlStore } from './sql-store'
import type { Store } from './store'

/**
 * Opens what Manifold remembers: PostgreSQL where `databaseUrl` is given, else the embedded database in
 * `dataDir`. Its tables are made and brought up to date on the way.
 */
export async function openStore(options: { dataDir: string; databaseUrl: string | null }): Promise<Store> {
  const { pool, preparing, close } = options.databaseUrl
    ? openPostgres(options.databaseUrl)
    : await openPglite(options.dataDir)
  // An idle connection that breaks is replaced by the next query, which reports what is still wrong.
  pool.on('error', () => {})
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: preparing }) })
  try {
    await migrate(db)
  } catch (error) {
    await close()
    throw error
  }
  if (options.databaseUrl === null) return sqlStore(db, { engine: 'pglite', events: localEvents(), close })
  const events = postgresEvents(db, options.databaseUrl)
  return sqlStore(db, {
    engine: 'postgresql',
    events,
    close: async () => {
      await events.close()
      await close()
    },
  })
}

function openPostgres(connectionString: string) {
  const pool = new Pool({ connectionString, max: 10, connectionTimeoutMillis: 10_000 })
  // Compiling a query takes longer than any of ours may.
  pool.on('connect', (client) => void client.query('set jit = off').catch(() => {}))
  return { pool, preparing: pool, close: () => pool.end() }
}
