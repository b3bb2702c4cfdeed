import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { prepared } from '../prepared'
import { openPglite } from './open-pglite'

let dataDir: string
let opened: Awaited<ReturnType<typeof openPglite>>

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'manifold-pglite-'))
  opened = await openPglite(dataDir, { waitMs: 2_000 })
})
afterAll(async () => {
  await opened?.close()
  await rm(dataDir, { recursive: true })
})

it('writes through to the disk before it acknowledges', async () => {
  const { rows } = await opened.pool.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('fsync', 'wal_sync_method') order by name`,
  )
  expect(rows).toEqual([
    { name: 'fsync', setting: 'on' },
    { name: 'wal_sync_method', setting: 'fsync' },
  ])
})

it('leaves nothing of an open transaction to the next client', async () => {
  await opened.pool.query('create table leak (n int)')
  const client = await opened.pool.connect()
  await client.query('begin')
  await client.query('insert into leak values (1)')
  client.release(true)
  expect((await opened.pool.query('select * from leak')).rows).toEqual([])
})

it('turns a query beside its own transaction into an error instead of a hang', async () => {
  const client = await opened.pool.connect()
  await expect(opened.pool.query('select 1')).rejects.toThrow('timeout')
  client.release()
  expect((await opened.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
})

it('answers the message of a failed statement and goes on', async () => {
  await expect(opened.pool.query('select * from nowhere')).rejects.toMatchObject({ code: '42P01' })
  expect((await opened.pool.query('select 2 as two')).rows).toEqual([{ two: 2 }])
})

it('plans once what is marked as asked again and again, for whichever client', async () => {
  const db = new Kysely({ dialect: new PostgresDialect({ pool: opened.preparing }) })
  const plus = async (n: number) =>
    (await prepared(sql<{ sum: number }>`select ${n}::int + 1 as sum`).execute(db)).rows[0]?.sum
  const plans = async () =>
    (await opened.pool.query(`select from pg_prepared_statements where statement like '%as sum'`)).rowCount
  await sql`select ${1}::int as sum`.execute(db)
  expect(await plans()).toBe(0)
  expect([await plus(1), await plus(2), await plus(3)]).toEqual([2, 3, 4])
  expect(await plans()).toBe(1)

  const leaving = await opened.pool.connect()
  leaving.release(true)
  expect(await plus(4)).toBe(5)
  await (await threadOf(() => opened.pool.query('select 1'))).terminate()
  expect(await plus(5)).toBe(6)
  expect(await plans()).toBe(1)
})

/** The one the database runs in. */
async function threadOf(query: () => Promise<unknown>): Promise<Worker> {
  const sent = vi.spyOn(Worker.prototype, 'postMessage')
  await query()
  const [thread] = sent.mock.contexts
  sent.mockRestore()
  if (!(thread instanceof Worker)) throw new Error('No thread.')
  return thread
}

it.each<[string, (thread: Worker) => unknown]>([
  ['has died', (thread) => thread.terminate()],
  [
    'died of an error',
    (thread) => {
      const gone = new Promise((resolve) => thread.once('exit', resolve))
      // No message of ours: the thread stumbles over it.
      thread.postMessage(null)
      return gone
    },
  ],
])('starts again with everything it had when its thread %s', async (_, end) => {
  await opened.pool.query('create table if not exists kept (n int)')
  await end(await threadOf(() => opened.pool.query('insert into kept values (7)')))
  await expect(opened.pool.query('select 1')).resolves.toBeDefined()
  expect((await opened.pool.query('select n from kept')).rows[0]).toEqual({ n: 7 })
})
