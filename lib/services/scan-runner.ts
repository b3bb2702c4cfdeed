import 'server-only'
import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Lease } from '@/lib/storage/scan-store'
import type { Store } from '@/lib/storage/store'
import type { Context } from './context'
import { createAsking } from './scan-asking'
import { createBusy } from './scan-busy'
import { createScanNews } from './scan-news'
import { createRetreat } from './scan-retreat'
import { createScanWork } from './scan-work'

/** Repositories of one registry that are read at a time, in one process; as many again may be near their end beside them. */
const ITEMS_AT_ONCE = 4
/** Beside them, of those that somebody waits for: while others wait for a registry that wants to be left alone. */
const PARTS_AT_ONCE = 2
export interface ScanTiming {
  /** What a process that is killed held is free again after this. */
  leaseMs: number
  renewMs: number
  /** Work left behind by others comes without an event: it is looked for that often. */
  idleMs: number
}
const TIMING: ScanTiming = { leaseMs: 15_000, renewMs: 5_000, idleMs: 2_000 }

export interface ScanRunner {
  /** There may be work: looked for at once. */
  wake(): void
  /** Something was told of that scan: it may be new, or stopped. */
  heard(scan: string): void
  /** Lets what is in flight finish its readings, gives everything back, and ends. */
  stop(): Promise<void>
}

/** Works on whatever scans the store has, beside the workers of other processes, until it is stopped. */
export function startScanRunner(context: Context, store: Store, timing = TIMING): ScanRunner {
  const worker = context.newId()
  const stopping = new AbortController()
  const { signal } = stopping
  // One signal stops whatever is under way; that many listeners are meant.
  setMaxListeners(0, signal)
  const retreat = createRetreat(context.now)
  const news = createScanNews(store)
  const work = createScanWork({ context, store, worker, retreat, news, stopping: signal })
  const lease = (): Lease => ({ worker, now: context.now(), ms: timing.leaseMs })
  const busy = createBusy()
  const asking = createAsking({ staleMs: timing.idleMs, now: () => performance.now() })
  let wakeUp: () => void = () => {}
  let woken = false

  /** Of each registry only so many: one that keeps its callers waiting keeps nobody from the others. */
  const among = (most: number) =>
    [...context.registries.keys()].filter((name) => retreat.mayAsk(name) && busy.hasRoom(name, most))

  async function claim(): Promise<{ registry: string; run: (nearEnd: () => void) => Promise<void> } | null> {
    const free = among(ITEMS_AT_ONCE)
    const scan = await asking.of(free, 'listing', (names) => store.scans.claimListing(lease(), names))
    if (scan) return { registry: scan.registry, run: () => work.list(scan, look) }
    const item =
      (await asking.of(free, 'item', (names) => store.scans.claimItem(lease(), names))) ??
      (await asking.of(among(ITEMS_AT_ONCE + PARTS_AT_ONCE), 'part', (names) =>
        store.scans.claimItem(lease(), names, { partsOnly: true }),
      ))
    return item && { registry: item.registry, run: (nearEnd) => work.work(item, nearEnd) }
  }

  async function dispatch(): Promise<void> {
    while (!signal.aborted) {
      woken = false
      const claimed = await claim().catch(told)
      if (claimed) {
        busy.add(claimed.registry, (nearEnd) => claimed.run(nearEnd).catch(told), wake)
      } else {
        if (among(ITEMS_AT_ONCE).length > 0) await settle()
        await idle()
      }
    }
  }

  /** Where a scan ends, one that waited behind it may begin. */
  async function settle(): Promise<void> {
    const ended = await work.settle().catch(told)
    if (ended && ended > 0) look()
  }

  /** There may be work where there was none. */
  function look(): void {
    asking.anew()
    wake()
  }

  function told(error: unknown): null {
    if (!signal.aborted) context.log('error', 'Scanning was interrupted.', { error: String(error) })
    return null
  }

  function wake(): void {
    woken = true
    wakeUp()
  }

  async function idle(): Promise<void> {
    const waiting = new AbortController()
    wakeUp = () => waiting.abort()
    if (!woken && !signal.aborted) {
      const slept = sleep(timing.idleMs, true, { signal: waiting.signal, ref: false })
      if (await slept.catch(() => false)) asking.anew()
    }
    wakeUp = () => {}
  }

  const renewing = setInterval(() => {
    store.scans.renew(lease()).catch((error: unknown) => {
      context.log('warn', 'Leases of scans could not be renewed.', { error: String(error) })
    })
  }, timing.renewMs)
  const dispatching = dispatch()
  return {
    wake: look,
    heard(scan) {
      look()
      void work.heard(scan).catch(told)
    },
    async stop() {
      stopping.abort(new Error('The server is shutting down.'))
      clearInterval(renewing)
      wake()
      await dispatching
      await busy.ended()
      await store.scans.release(worker)
    },
  }
}
