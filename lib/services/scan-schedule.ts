import 'server-only'
import type { Store } from '@/lib/storage/store'
import type { ConfiguredRegistry, Context } from './context'
import { beginScan } from './start-scan'

/** When a registry is due for a scan by itself, milliseconds since the epoch; null: never. Past times are due now. */
export async function dueTimes(
  context: Context,
  store: Store,
  registry: ConfiguredRegistry,
): Promise<{ quickAt: number | null; verifyAt: number | null }> {
  const { scan } = registry
  if (!scan?.enabled) return { quickAt: null, verifyAt: null }
  const { anyAt, verifyAt } = await store.scans.lastDone(registry.name)
  const due = (last: number | null, every: number | null) =>
    every === null ? null : last === null ? context.now() : last + every
  return { quickAt: due(anyAt, scan.everyMs), verifyAt: due(verifyAt ?? anyAt, scan.verifyEveryMs) }
}

/**
 * Starts what is due. Every process may ask: of a registry there is one whole scan at a time, whoever starts it. What
 * failed or was stopped a moment ago is not begun again before its time.
 */
export async function startDueScans(context: Context): Promise<void> {
  const store = await context.store()
  const newest = new Map((await store.scans.newestWhole()).map((scan) => [scan.registry, scan]))
  for (const registry of context.registries.values()) {
    const { quickAt, verifyAt } = await dueTimes(context, store, registry)
    const last = newest.get(registry.name)
    if (last?.state === 'waiting' || last?.state === 'running') continue
    const rested = last?.finishedAt ? last.finishedAt + restOf(registry) : 0
    const isDue = (at: number | null) => at !== null && at <= context.now() && rested <= context.now()
    const mode = isDue(verifyAt) ? 'verify' : isDue(quickAt) ? 'quick' : null
    if (mode)
      await beginScan(context, { registry: registry.name, mode, scope: null, reason: 'schedule', actor: '' })
  }
}

const restOf = ({ scan }: ConfiguredRegistry): number => {
  const intervals = [scan?.everyMs, scan?.verifyEveryMs].filter((ms): ms is number => typeof ms === 'number')
  return Math.min(...intervals)
}
