import 'server-only'
import type { Scan } from '@/lib/contract/scans'
import type { ScanRecord } from '@/lib/storage/scan-store'
import type { Store } from '@/lib/storage/store'
import type { Context } from './context'

const FAILURES_MAX = 100
/** Before so many tags nobody can tell how long it takes. */
const TELLING_TAGS = 50

/** A scan as the API tells it. */
export async function scanAnswer(context: Context, store: Store, scan: ScanRecord): Promise<Scan> {
  const { counts } = scan
  const lane = scan.state === 'running' ? context.registries.get(scan.registry)?.client.scanLane() : undefined
  const failures = scan.counts.repositoriesDone > 0 ? await store.scans.failures(scan.id, FAILURES_MAX) : []
  return {
    id: scan.id,
    registry: scan.registry,
    mode: scan.mode,
    repositories: scan.scope?.map(({ repository }) => repository) ?? null,
    reason: scan.reason,
    actor: scan.actor,
    state: scan.state,
    problem: scan.problem,
    createdAt: instant(scan.createdAt),
    startedAt: instantOrNull(scan.startedAt),
    finishedAt: instantOrNull(scan.finishedAt),
    resumedAt: instantOrNull(scan.resumedAt),
    progress: {
      listed: scan.listed,
      repositories: counts.repositories,
      repositoriesDone: counts.repositoriesDone,
      tags: counts.found,
      checked: counts.checked,
      changed: counts.changed,
      errors: counts.errors,
      secondsLeft: secondsLeft(scan, context.now()),
      pausedUntil: instantOrNull(lane?.pausedUntil ?? null),
      pauseReason: lane?.reason ?? null,
    },
    failures,
  }
}

/** From the pace so far: repositories not listed yet are taken for average ones. */
function secondsLeft({ state, listed, startedAt, counts }: ScanRecord, now: number): number | null {
  if (state !== 'running' || !listed || startedAt === null || counts.checked < TELLING_TAGS) return null
  if (counts.repositoriesDone === 0) return null
  const perRepository = counts.found / Math.max(1, counts.repositoriesDone)
  const total = Math.max(counts.found, perRepository * counts.repositories)
  const pace = counts.checked / Math.max(1, now - startedAt)
  return Math.round(Math.max(0, total - counts.checked) / pace / 1000)
}

export const instant = (at: number): string => new Date(at).toISOString()
export const instantOrNull = (at: number | null): string | null => (at === null ? null : instant(at))
