import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStore } from './open-store'

const RECORDER = fileURLToPath(new URL('./testing/record-forever.mjs', import.meta.url))

let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'manifold-durability-'))
})
afterAll(() => rm(dataDir, { recursive: true }))

/** Records until `count` are acknowledged, kills the process without warning, tells what it had said. */
async function recordAndKill(prefix: string, count: number): Promise<string[]> {
  const recorder = spawn(process.execPath, [RECORDER, dataDir, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = once(recorder, 'exit')
  const acknowledged: string[] = []
  for await (const id of createInterface(recorder.stdout)) {
    acknowledged.push(id)
    if (acknowledged.length === count) recorder.kill('SIGKILL')
  }
  await gone
  return acknowledged
}

it('loses no acknowledged record when the process is killed, and opens again at once', async () => {
  const acknowledged: string[] = []
  for (const round of [1, 2, 3]) acknowledged.push(...(await recordAndKill(`round${round}`, 40 * round)))
  expect(acknowledged.length).toBeGreaterThanOrEqual(240)

  const store = await openStore({ dataDir, databaseUrl: null })
  const kept = new Set((await store.listActivity({ limit: 10_000, before: null })).map(({ id }) => id))
  await store.close()
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
})

it('is not opened by a second process while one has it', async () => {
  const store = await openStore({ dataDir, databaseUrl: null })
  await expect(openStore({ dataDir, databaseUrl: null })).rejects.toThrow('in use by another Manifold')
  await store.close()
})
