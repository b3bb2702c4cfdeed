import 'server-only'
import type { CoverageReportQuery } from '@/lib/contract/coverage-report'
import type { Scan } from '@/lib/contract/scans'
import type { ScanRecord } from '@/lib/storage/scan-store'
import type { Store } from '@/lib/storage/store'
import { awaitScan } from './await-scan'
import type { Context } from './context'
import { scanAnswer } from './scan-answer'
import { beginScan } from './start-scan'

/** Scans looked through for one that is reading what is asked for. */
const RECENT_SCANS = 20

export interface ScopeFreshness {
  /** The scan that is reading what was asked for, while it runs; null where none is. */
  scan: Scan | null
  /** The scan that was waited for; null where none was. */
  waited: ScanRecord | null
}

/**
 * Sees to it that what is asked for is known: `strict` and `verify` wait for a scan of it; a repository nobody ever
 * looked into is begun to be, and the answer is partial until that is done.
 */
export async function freshenScope(
  context: Context,
  query: CoverageReportQuery,
  signal: AbortSignal,
): Promise<ScopeFreshness> {
  const { registry, repository, tag } = query
  if (registry === undefined || query.cursor !== undefined) return { scan: null, waited: null }
  const store = await context.store()
  const scope = repository === undefined ? null : [{ repository, tags: tag === undefined ? null : [tag] }]
  if (query.strict || query.verify) {
    const mode = query.verify ? 'verify' : 'quick'
    const scan = await beginScan(context, { registry, mode, scope, reason: 'gate' })
    return { scan: null, waited: await awaitScan(context, scan.id, signal) }
  }
  const running = await readingScan(store, registry, repository)
  if (running) return { scan: await scanAnswer(context, store, running), waited: null }
  if (repository === undefined || (await wasRead(store, registry, repository)))
    return { scan: null, waited: null }
  const begun = await beginScan(context, {
    registry,
    mode: 'quick',
    scope: [{ repository, tags: null }],
    reason: 'person',
  })
  return { scan: await scanAnswer(context, store, begun), waited: null }
}

async function wasRead(store: Store, registry: string, repository: string): Promise<boolean> {
  const known = await store.reports.figuresOf({ registry, repository })
  return known !== null && (known.checkedAt !== null || known.problem !== null)
}

/** A whole scan under way, or one of this repository. */
async function readingScan(
  store: Store,
  registry: string,
  repository: string | undefined,
): Promise<ScanRecord | null> {
  const recent = await store.scans.list({ registry, limit: RECENT_SCANS })
  const reads = ({ state, scope }: ScanRecord) =>
    (state === 'running' || state === 'waiting') &&
    (scope === null || scope.some((place) => place.repository === repository))
  return recent.find(reads) ?? null
}
