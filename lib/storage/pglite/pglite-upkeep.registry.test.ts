import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openPglite } from './open-pglite'
import { startUpkeep } from './pglite-upkeep'

let dataDir: string
let opened: Awaited<ReturnType<typeof openPglite>>

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'manifold-upkeep-'))
  opened = await openPglite(dataDir)
  await opened.pool.query('create table worn (n int, words text)')
  await opened.pool.query(`insert into worn select n, repeat('word', 50) from generate_series(1, 5000) n`)
})
afterAll(async () => {
  await opened?.close()
  await rm(dataDir, { recursive: true })
})

const wear = () => opened.pool.query('update worn set n = n + 1')
const bytes = async () =>
  Number((await opened.pool.query(`select pg_table_size('worn') as bytes`)).rows[0]?.bytes)
/** -1 until something has counted the rows. */
const counted = async () =>
  Number(
    (await opened.pool.query(`select reltuples from pg_class where relname = 'worn'`)).rows[0]?.reltuples,
  )

it('makes room where rows were replaced again and again, counts them, and lets tables be where few were', async () => {
  const queries = vi.spyOn(opened.pool, 'query')
  const asked = (text: string) => queries.mock.calls.filter(([query]) => String(query).includes(text)).length
  const sizes: number[] = []
  for (let n = 0; n < 6; n++) {
    await wear()
    const before = asked('checkpoint')
    const stop = startUpkeep(opened.pool, { everyMs: 5, writtenBytes: 1 })
    await vi.waitFor(() => expect(asked('checkpoint')).toBeGreaterThan(before), { timeout: 20_000 })
    await stop()
    sizes.push(await bytes())
  }
  expect(await counted()).toBe(5000)
  expect(sizes.at(-1)).toBeLessThan((sizes[1] ?? 0) * 1.5)

  const before = asked('"worn"')
  const looked = asked('wal_lsn')
  await opened.pool.query(`update worn set n = 0 where n < 100`)
  const stop = startUpkeep(opened.pool, { everyMs: 5, writtenBytes: 1 })
  await vi.waitFor(() => expect(asked('wal_lsn')).toBeGreaterThan(looked + 5), { timeout: 20_000 })
  await stop()
  expect(asked('"worn"')).toBe(before)
  queries.mockRestore()
})
