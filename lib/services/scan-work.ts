import 'server-only'
import { RegistryError } from '@/lib/registry/errors'
import type { ScanItem, ScanRecord } from '@/lib/storage/scan-store'
import type { Store } from '@/lib/storage/store'
import type { Context } from './context'
import { judgeTogether } from './judge-again'
import { judgeRepository } from './judge-repository'
import { isRegistryDown, isSilence } from './scan-health'
import { listForScan } from './scan-listing'
import type { createScanNews } from './scan-news'
import { scanRepository } from './scan-repository'
import type { createRetreat } from './scan-retreat'

interface WorkParts {
  context: Context
  store: Store
  /** The process that holds the leases. */
  worker: string
  retreat: ReturnType<typeof createRetreat>
  news: ReturnType<typeof createScanNews>
  /** The process is to end. */
  stopping: AbortSignal
}

/** What a worker does with what it has claimed; what cannot be done now is given back, and told of. */
export function createScanWork({ context, store, worker, retreat, news, stopping }: WorkParts) {
  const underWay = new Map<AbortController, string>()

  async function list(scan: ScanRecord, onAdded: () => void): Promise<void> {
    const registry = context.registries.get(scan.registry)
    if (!registry)
      return store.scans.fail(scan.id, context.now(), `${scan.registry} is not configured any more.`)
    await news.tell(scan.id, true)
    try {
      await listForScan({ context, store, registry, scan, worker, onAdded, signal: stopping })
      retreat.answered(scan.registry)
    } catch (error) {
      if (stopping.aborted) return
      if (!(error instanceof RegistryError)) throw error
      await putOff({ scanId: scan.id, registry: scan.registry, error, listing: scan.id })
    }
  }

  /** `nearEnd`: the registry has less and less to do for it. */
  async function work(item: ScanItem, nearEnd: () => void): Promise<void> {
    const registry = context.registries.get(item.registry)
    if (!registry) return finish(item, `${item.registry} is not configured any more.`)
    const wanted = new AbortController()
    underWay.set(wanted, item.scanId)
    try {
      const { counts, problem, told, isNews } = await scanRepository({
        ...{ context, store, registry, item },
        signal: AbortSignal.any([stopping, wanted.signal]),
        onCounts: async (counts) => {
          const goesOn = await store.scans.count(item, worker, counts)
          if (!goesOn) wanted.abort(new Error('The scan is not wanted any more.'))
          await news.tell(item.scanId, false)
          return goesOn
        },
        onNearEnd: nearEnd,
      })
      nearEnd()
      const { registry: name, repository } = item
      if (isNews) await judgeRepository(context, { registry: name, repository }, told)
      await store.scans.finishItem(item, worker, { counts, problem })
      await news.tell(item.scanId, false)
      retreat.answered(name)
    } catch (error) {
      if (stopping.aborted || wanted.signal.aborted) return
      if (!isRegistryDown(error) && !(error instanceof RegistryError && isSilence(error)))
        return broken(item, error)
      await putOff({ scanId: item.scanId, registry: item.registry, error, item })
    } finally {
      underWay.delete(wanted)
    }
  }

  /** Something was told of a scan: one that was stopped is left at once, not with its next readings. */
  async function heard(id: string): Promise<void> {
    const mine = [...underWay].filter(([, scanId]) => scanId === id)
    if (mine.length === 0 || (await store.scans.scan(id))?.state === 'running') return
    for (const [wanted] of mine) wanted.abort(new Error('The scan is not wanted any more.'))
  }

  const finish = (item: ScanItem, problem: string) =>
    store.scans.finishItem(item, worker, { counts: item.counts, problem })

  /** A bug or a store that failed: told of the one repository, the scan goes on. */
  async function broken(item: ScanItem, error: unknown): Promise<void> {
    const { repository } = item
    context.log('error', 'A repository could not be scanned.', { repository, error: String(error) })
    await finish(item, 'It could not be scanned: the log of the server names the cause.')
  }

  interface PutOff {
    scanId: string
    registry: string
    error: Error
    item?: ScanItem
    listing?: string
  }
  async function putOff({ scanId, registry, error, ...back }: PutOff): Promise<void> {
    const { message } = error
    if (retreat.silent(registry))
      await store.scans.fail(scanId, context.now(), `${registry} did not answer for too long. ${message}`)
    else await store.scans.giveBack(worker, { ...back, problem: message })
    await news.tell(scanId, true)
  }

  return {
    list,
    work,
    heard,
    /** Ends the scans of which nothing is left to do, and answers how many. */
    async settle(): Promise<number> {
      const ended = await store.scans.settle(context.now())
      for (const scan of ended) {
        if (scan.scope === null) {
          if (scan.counts.changed > 0) await judgeTogether(context, scan.registry, stopping)
          await store.scans.addPoint(scan.registry, context.now())
        }
        await news.tell(scan.id, true)
      }
      return ended.length
    },
  }
}
