import 'server-only'
import type { z } from 'zod'
import type { ListScansQuery, ListScansResponse, Scan } from '@/lib/contract/scans'
import { configuredRegistry } from './configured-registry'
import type { Context } from './context'
import { instant, instantOrNull, scanAnswer } from './scan-answer'
import { dueTimes } from './scan-schedule'
import { ServiceError } from './service-error'

/** Scans, newest first, and when the next ones are due by themselves. */
export async function listScans(
  context: Context,
  { registry, limit }: z.infer<typeof ListScansQuery>,
): Promise<ListScansResponse> {
  if (registry !== undefined) configuredRegistry(context, registry)
  const store = await context.store()
  const scans = await store.scans.list({ registry, limit })
  const names = registry === undefined ? [...context.registries.keys()] : [registry]
  const schedule = await Promise.all(
    names.map(async (name) => {
      const { quickAt, verifyAt } = await dueTimes(context, store, configuredRegistry(context, name))
      return { registry: name, quickAt: instantOrNull(quickAt), verifyAt: instantOrNull(verifyAt) }
    }),
  )
  return {
    items: await Promise.all(scans.map((scan) => scanAnswer(context, store, scan))),
    schedule,
    asOf: instant(context.now()),
  }
}

/** One scan as it stands. Throws NOT_FOUND. */
export async function getScan(context: Context, id: string): Promise<Scan> {
  const scan = await findScan(context, id)
  if (!scan) throw unknownScan(id)
  return scan
}

/** The scan of that id, or null. */
export async function findScan(context: Context, id: string): Promise<Scan | null> {
  const store = await context.store()
  const scan = await store.scans.scan(id)
  return scan && scanAnswer(context, store, scan)
}

/** Stops a scan: what is in flight is stored, nothing more is asked. One that has ended is answered as it is. */
export async function stopScan(context: Context, id: string): Promise<Scan> {
  const store = await context.store()
  await store.scans.stop(id, context.now())
  await store.events.publish({ type: 'scan', id })
  return getScan(context, id)
}

const unknownScan = (id: string) =>
  new ServiceError('NOT_FOUND', `There is no scan "${id.slice(0, 80)}".`, {
    hint: 'GET /api/scans lists those there are.',
  })
