import 'server-only'
import type { Scan, StartScanRequest } from '@/lib/contract/scans'
import type { ScanMode, ScanPlace, ScanReason, ScanRecord } from '@/lib/storage/scan-store'
import { configuredRegistry } from './configured-registry'
import type { Context } from './context'
import { repositoryName } from './image-reference'
import { scanAnswer } from './scan-answer'
import { ServiceError } from './service-error'

/** Starts a scan, or joins the one under way that asks for no less. Throws REQUEST_INVALID where scans are turned off. */
export async function startScan(context: Context, request: StartScanRequest): Promise<Scan> {
  const { registry, mode, repositories } = request
  const scope = repositories?.map((name) => ({ repository: repositoryName(name), tags: null })) ?? null
  const scan = await beginScan(context, { registry, mode, scope, reason: 'person' })
  return scanAnswer(context, await context.store(), scan)
}

export interface ScanWish {
  registry: string
  mode: ScanMode
  /** Null: the whole registry. */
  scope: ScanPlace[] | null
  reason: ScanReason
  /** The context's own without it. */
  actor?: string
}

/** Writes a scan down; workers take it from there. */
export async function beginScan(context: Context, wish: ScanWish): Promise<ScanRecord> {
  const registry = configuredRegistry(context, wish.registry)
  if (registry.scan?.enabled === false) {
    throw new ServiceError('REQUEST_INVALID', `${registry.name} is not scanned.`, {
      hint: 'Its scan.enabled in manifold.yaml is false.',
    })
  }
  const store = await context.store()
  const { scan } = await store.scans.start({
    ...wish,
    id: context.newId(),
    actor: wish.actor ?? context.actor.name,
    at: context.now(),
  })
  await store.events.publish({ type: 'scan', id: scan.id })
  return scan
}
