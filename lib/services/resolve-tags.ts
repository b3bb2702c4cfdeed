import 'server-only'
import { setMaxListeners } from 'node:events'
import { LRUCache } from 'lru-cache'
import pMap from 'p-map'
import type { ResolveProgress, TagRow } from '@/lib/contract/tags'
import type { ConfiguredRegistry, Context } from './context'
import { perRegistry } from './per-registry'
import { listTagNames } from './tag-names'
import { createTagPass, readTagRow, type TagPass } from './tag-row'

const REPOSITORIES_KEPT_MAX = 8
/** A finished resolution answers without asking again for this long: the pages of one reading belong together. */
const FRESH_MS = 5_000
/** Leaves connections to people who look at a page meanwhile. */
const READS_AT_ONCE = 6
/** After so many failures in a row the registry is gone, not the tags. */
const FAILURES_IN_A_ROW_MAX = 8

const FAILURE_KEPT_MS = 30_000

/** All tags of one repository, read in the background; `rows` grows while it runs. */
export interface Resolution {
  readonly rows: ReadonlyMap<string, TagRow>
  readonly progress: ResolveProgress
  /** Milliseconds since the epoch; when the tags were listed. */
  readonly startedAt: number
  /** The tags the registry listed. */
  readonly listed: Promise<string[]>
  /** Settles when every tag is read. Rejects with what stopped it. */
  readonly done: Promise<void>
}

interface Running extends Resolution {
  rows: Map<string, TagRow>
  progress: ResolveProgress
  verify: boolean
  finishedAt: number | null
  failed: boolean
  controller: AbortController
}

const resolutionsOf = perRegistry(
  () =>
    new LRUCache<string, Running>({
      max: REPOSITORIES_KEPT_MAX,
      dispose: ({ controller }) => controller.abort(),
    }),
)

/** Failed resolutions somebody has heard of. */
const told = new WeakSet<Resolution>()

/**
 * The resolution of a repository: the one under way, the one just finished (`again: false` takes any), or a new
 * one, which starts from the rows already known. It goes on when the request that started it has long left.
 */
export function resolveTags(
  context: Context,
  registry: ConfiguredRegistry,
  request: { repository: string; verify: boolean; again: boolean },
): Resolution {
  const resolutions = resolutionsOf(registry)
  const known = resolutions.get(request.repository)
  if (known && isGoodEnough(known, request, context.now())) return known
  const started = start(context, registry, request, known)
  resolutions.set(request.repository, started)
  return started
}

/** Waits for the list of tags, then for the rest the way `wait` does, and throws what stopped it. */
export async function awaitTags(
  resolution: Resolution,
  wait: (done: Promise<void>) => Promise<void>,
): Promise<void> {
  try {
    await resolution.listed
    await wait(resolution.done)
  } catch (error) {
    told.add(resolution)
    throw error
  }
}

function isGoodEnough(
  known: Running,
  { verify, again }: { verify: boolean; again: boolean },
  now: number,
): boolean {
  // A failure behind everybody's back is told to whoever asks next; the one after that starts anew.
  if (known.failed) return !told.has(known) && now - (known.finishedAt ?? 0) < FAILURE_KEPT_MS
  if (verify && !known.verify) return false
  return known.finishedAt === null || !again || now - known.finishedAt < FRESH_MS
}

function start(
  context: Context,
  registry: ConfiguredRegistry,
  { repository, verify }: { repository: string; verify: boolean },
  before: Running | undefined,
): Running {
  const controller = new AbortController()
  // One signal stops all reads under way; that many listeners are meant.
  setMaxListeners(0, controller.signal)
  const running: Running = {
    rows: new Map(before?.rows),
    progress: { resolved: 0, total: before?.progress.total ?? 0, done: false },
    startedAt: context.now(),
    verify,
    finishedAt: null,
    failed: false,
    controller,
    listed: listTagNames(registry, repository, controller.signal),
    done: Promise.resolve(),
  }
  const pass = createTagPass({ registry, repository, verify, signal: controller.signal, now: context.now })
  const done = readAll(running, pass)
    .catch((error: unknown) => {
      running.failed = true
      throw error
    })
    .finally(() => {
      running.finishedAt = context.now()
    })
  // Nobody may be waiting any more; `awaitTags` tells whoever asks next.
  done.catch(() => {})
  return Object.assign(running, { done })
}

async function readAll(running: Running, pass: TagPass): Promise<void> {
  const names = await running.listed
  const stillThere = new Set(names)
  for (const tag of running.rows.keys()) if (!stillThere.has(tag)) running.rows.delete(tag)
  running.progress = { resolved: 0, total: names.length, done: false }
  let failuresInARow = 0
  const readOne = async (tag: string) => {
    const { row, failure } = await readTagRow(pass, tag)
    failuresInARow = failure ? failuresInARow + 1 : 0
    if (failure && failuresInARow >= FAILURES_IN_A_ROW_MAX && failure.details.status !== 500) throw failure
    running.rows.set(tag, row)
    running.progress.resolved += 1
  }
  await pMap(names, readOne, { concurrency: READS_AT_ONCE, signal: pass.signal })
  running.progress.done = true
}
