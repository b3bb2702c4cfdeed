import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'pg'
import type { Context } from '@/lib/services/context'
import { readingContext } from '@/lib/services/testing/reading-context'
import { openStore } from '@/lib/storage/open-store'
import { openPglite } from '@/lib/storage/pglite/open-pglite'
import { startPostgres } from '@/lib/storage/testing/postgres'
import { cpuMs } from './cpu-time'
import { generateIndex, PLANTED, REGISTRY } from './generate'
import { type Question, questionsTo } from './questions'

const LIMIT_MS = 300
const ASKED = 20

/**
 * `npm run bench -- index [postgresql|pglite] [tags]`: a million tags on PostgreSQL and 100,000 on the embedded
 * engine, and the 95th percentile of every question. False where one takes longer than it may.
 */
export async function run([engine, tags]: string[]): Promise<boolean> {
  const results: boolean[] = []
  if (engine !== 'pglite') results.push(await onPostgres(Number(tags ?? 1_000_000)))
  if (engine !== 'postgresql') results.push(await onPglite(Number(tags ?? 100_000)))
  return results.every(Boolean)
}

async function onPostgres(tags: number): Promise<boolean> {
  const server = await startPostgres()
  const where = { dataDir: '', databaseUrl: server.url }
  await (await openStore(where)).close()
  const pool = new Pool({ connectionString: server.url, max: 1 })
  await generateIndex((statement) => pool.query(statement), tags, progress())
  await pool.end()
  return measure('PostgreSQL', tags, where).finally(server.stop)
}

async function onPglite(tags: number): Promise<boolean> {
  const dataDir = await mkdtemp(join(tmpdir(), 'manifold-bench-'))
  const where = { dataDir, databaseUrl: null }
  await (await openStore(where)).close()
  const { pool, close } = await openPglite(dataDir)
  await generateIndex((statement) => pool.query(statement), tags, progress())
  await close()
  return measure('the embedded engine', tags, where).finally(() => rm(dataDir, { recursive: true }))
}

async function measure(
  engine: string,
  tags: number,
  where: { dataDir: string; databaseUrl: string | null },
): Promise<boolean> {
  const store = await openStore(where)
  const context: Context = {
    ...readingContext({ name: REGISTRY, url: 'http://127.0.0.1:1' }),
    store: async () => store,
  }
  const [largest] = await store.reports.tags({ repository: PLANTED.largest }, { limit: 1, after: null })
  const deep = Buffer.from(JSON.stringify([REGISTRY, 'team-90/app', 50, 'v0.5.0'])).toString('base64url')
  const child = largest?.cells['linux/amd64']?.digest ?? PLANTED.baseLayer
  console.log(`\n${tags.toLocaleString('en')} tags on ${engine}; milliseconds, ${ASKED} times each`)
  console.log(`${''.padEnd(52)}${['first', 'p50', 'p95', 'CPU'].map((head) => head.padStart(8)).join('')}`)
  let good = true
  for (const question of questionsTo(context, { index: largest?.digest ?? PLANTED.baseLayer, child, deep })) {
    const { first, median, p95, cpu } = await timesOf(question)
    const fine = p95 < LIMIT_MS
    good &&= fine
    const figures = [first, median, p95, cpu].map((ms) => ms.toFixed(1).padStart(8)).join('')
    console.log(`${question.name.padEnd(52)}${figures}${fine ? '' : '  TOO SLOW'}`)
  }
  console.log(good ? `All under ${LIMIT_MS} ms at the 95th percentile.` : `Not all under ${LIMIT_MS} ms.`)
  await store.close()
  return good
}

/** The first time is told apart: caches are cold, and it counts among the others all the same. */
async function timesOf({
  ask,
}: Question): Promise<{ first: number; median: number; p95: number; cpu: number }> {
  const times: number[] = []
  const cpu: number[] = []
  for (let n = 0; n < ASKED; n++) {
    const began = performance.now()
    const used = cpuMs()
    await ask()
    times.push(performance.now() - began)
    cpu.push(cpuMs() - used)
  }
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.ceil(share * ASKED) - 1] ?? 0
  return {
    first: times[0] ?? 0,
    median: at(0.5),
    p95: at(0.95),
    cpu: cpu.toSorted((a, b) => a - b)[Math.floor(ASKED / 2)] ?? 0,
  }
}

function progress(): (step: string) => void {
  const began = performance.now()
  return (step) => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s  ${step}`)
}
