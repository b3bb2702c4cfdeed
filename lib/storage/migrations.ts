import 'server-only'
import { type Kysely, type Migration, Migrator } from 'kysely'
import { createCoverageIndex } from './migration-coverage-index'
import type { Schema } from './schema'

/**
 * Brings the tables to what this version expects. Safe to run from several processes at once; each
 * migration is a transaction of its own. PostgreSQL 15's SQL, which both engines speak.
 */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => MIGRATIONS },
    migrationTableName: 'manifold_migration',
    migrationLockTableName: 'manifold_migration_lock',
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw new Error('The store could not be brought up to date.', { cause: error })
}

/** Run in the order of their names, once each. Never change one that was released: add another. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-activity': {
    async up(db) {
      await db.schema
        .createTable('activity')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('action', 'text', (column) => column.notNull())
        .addColumn('ref', 'text', (column) => column.notNull())
        .addColumn('before', 'text')
        .addColumn('after', 'text', (column) => column.notNull())
        .addColumn('sources', 'jsonb', (column) => column.notNull())
        .execute()
      await db.schema
        .createIndex('activity_newest_first')
        .on('activity')
        .columns(['at desc', 'id desc'])
        .execute()
    },
  },
  /** A tag that was put back to nothing points to nothing after. */
  '0002-activity-after-nothing': {
    async up(db) {
      await db.schema
        .alterTable('activity')
        .alterColumn('after', (column) => column.dropNotNull())
        .execute()
    },
  },
  '0003-coverage-index': { up: (db) => createCoverageIndex(db) },
}
