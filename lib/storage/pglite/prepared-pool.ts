import 'server-only'
import { createHash } from 'node:crypto'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type { Pool, PoolClient } from 'pg'
import { isPrepared } from '../prepared'

/**
 * The pool of the embedded database with plans that are kept, by name, as long as its session; `session` tells one from
 * the next. A server is not asked for that: what stands between may give every query another session.
 */
export function preparedPool(pool: Pool, session: () => number): PostgresPool {
  const known = new WeakMap<PoolClient, PostgresPoolClient>()
  return {
    async connect() {
      const client = await pool.connect()
      const preparing = known.get(client) ?? preparingClient(client, session)
      known.set(client, preparing)
      return preparing
    },
    end: () => pool.end(),
  }
}

function preparingClient(client: PoolClient, session: () => number): PostgresPoolClient {
  const names = new Map<string, string>()
  const nameOf = (text: string): string => {
    const name = names.get(text) ?? createHash('sha256').update(text).digest('base64url')
    names.set(text, name)
    return `${name}.${session()}`
  }
  // Cursors are the other way to call it, and nobody here does.
  const query: unknown = (text: string, values: unknown[]) =>
    client.query(isPrepared(text) ? { name: nameOf(text), text, values } : { text, values })
  return { query: query as PostgresPoolClient['query'], release: () => client.release() }
}
