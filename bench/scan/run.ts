import { awaitScan } from '@/lib/services/await-scan'
import { runScans } from '@/lib/services/run-scans'
import { beginScan } from '@/lib/services/start-scan'
import { never, readingContext } from '@/lib/services/testing/reading-context'
import type { Store } from '@/lib/storage/store'
import { openScratchStore } from '@/lib/storage/testing/scratch-store'
import { runBareLoop } from './bare-loop'
import { type SeededRegistry, startSeededRegistry } from './seeded-registry'

const CONCURRENCY = 8
/** A scan has to reach that much of what a bare loop does. */
const RATIO_MIN = 0.8

type Pass = 'first' | 'second'
/** A second scan is short: three tell more than one. */
const PASSES: readonly Pass[] = ['first', 'second', 'second', 'second']
interface Measured {
  pass: Pass
  bareMs: number
  scanMs: number
  /** Milliseconds of this process, the embedded store included. */
  bareCpu: number
  scanCpu: number
}

/**
 * How fast a registry is scanned, the first time and the second, beside a bare loop over the very same requests: in
 * turns, in one run, on one machine, the embedded store included. Both have run before they are measured; what a
 * process pays once, when its engines are cold, is told apart. `npm run bench -- scan [repositories] [tags] [rounds]`
 */
export async function run([repositories = '50', tags = '100', rounds = '3']: string[]): Promise<boolean> {
  const registry = await startSeededRegistry({ repositories: Number(repositories), tags: Number(tags) })
  const { store, stop } = await openScratchStore()
  try {
    await runBareLoop(registry.url, registry.requests.first, CONCURRENCY)
    const cold = await oneRound(registry, store, 'cold')
    const measured: Measured[] = []
    for (let round = 1; round <= Number(rounds); round++)
      measured.push(...(await oneRound(registry, store, `round-${round}`)))
    report(registry, 'cold, told only', cold)
    return report(registry, 'warm', measured)
  } finally {
    await stop()
    await registry.stop()
  }
}

/** The registry under a name the store has never heard of; a bare loop before and after each scan: what slows the machine meets both. */
async function oneRound(registry: SeededRegistry, store: Store, name: string): Promise<Measured[]> {
  const context = {
    ...readingContext({ name, url: registry.url, concurrency: CONCURRENCY }),
    store: async () => store,
  }
  const scanning = await runScans(context)
  const measured: Measured[] = []
  for (const pass of PASSES) {
    const bare = () => timed(() => runBareLoop(registry.url, registry.requests[pass], CONCURRENCY))
    const wish = { registry: name, mode: 'quick', scope: null, reason: 'person' } as const
    const scan = async () => awaitScan(context, (await beginScan(context, wish)).id, never)
    const before = await bare()
    const scanned = await timed(scan)
    const after = await bare()
    const { counts } = scanned.answer
    if (counts.checked !== registry.tags || counts.errors > 0) throw new Error('The scan was not whole.')
    measured.push({
      pass,
      scanMs: scanned.ms,
      bareMs: (before.ms + after.ms) / 2,
      scanCpu: scanned.cpu,
      bareCpu: (before.cpu + after.cpu) / 2,
    })
  }
  await scanning.stop()
  await context.registries.get(name)?.client.close()
  return measured
}

async function timed<T>(work: () => Promise<T>): Promise<{ answer: T; ms: number; cpu: number }> {
  const [began, used] = [performance.now(), process.cpuUsage()]
  const answer = await work()
  const { user, system } = process.cpuUsage(used)
  return { answer, ms: performance.now() - began, cpu: (user + system) / 1000 }
}

function report({ requests }: SeededRegistry, title: string, measured: readonly Measured[]): boolean {
  const rows = (['first', 'second'] as const).map((pass) => {
    const of = measured.filter((one) => one.pass === pass)
    const count = requests[pass].length
    const each = (cpu: number) => Number((cpu / count).toFixed(2))
    const perSecond = (milliseconds: number) => Math.round((count / milliseconds) * 1000)
    return {
      scan: pass,
      requests: count,
      'bare loop/s': perSecond(median(of.map(({ bareMs }) => bareMs))),
      'scan/s': perSecond(median(of.map(({ scanMs }) => scanMs))),
      'bare CPU ms': each(median(of.map(({ bareCpu }) => bareCpu))),
      'scan CPU ms': each(median(of.map(({ scanCpu }) => scanCpu))),
      ratio: Number(median(of.map(({ bareMs, scanMs }) => bareMs / scanMs)).toFixed(2)),
      ratios: of.map(({ bareMs, scanMs }) => (bareMs / scanMs).toFixed(2)).join(' '),
    }
  })
  console.log(title)
  console.table(rows)
  return rows.every(({ ratio }) => ratio >= RATIO_MIN)
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
