import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
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

it('starts again with everything it had when its thread has died', async () => {
  await opened.pool.query('create table kept (n int)')
  const sent = vi.spyOn(Worker.prototype, 'postMessage')
  await opened.pool.query('insert into kept values (7)')
  const [thread] = sent.mock.contexts
  sent.mockRestore()
  if (thread instanceof Worker) await thread.terminate()
  await expect(opened.pool.query('select 1')).resolves.toBeDefined()
  expect((await opened.pool.query('select n from kept')).rows).toEqual([{ n: 7 }])
})
