import 'server-only'
import { setMaxListeners } from 'node:events'
import { LRUCache } from 'lru-cache'
import type { Suggestion } from '@/lib/composition/suggest-verdict'
import type { SuggestionsResponse } from '@/lib/contract/suggestions'
import { timesTagsWereHeld } from './composition-lock'
import type { ConfiguredRegistry, Context } from './context'
import { perRegistry } from './per-registry'
import { lookIntoClusters } from './suggest-compositions-look'
import { type ScopeRequest, type SuggestionScope, suggestionScope } from './suggest-compositions-scope'

const SCANS_KEPT_MAX = 50
/** A finished scan answers without asking again for this long: its pages belong together. */
const FRESH_MS = 3_000
const FAILURE_KEPT_MS = 30_000

/** One look over a registry or a repository; what is found grows while it runs. */
export interface SuggestionScan {
  readonly suggestions: ReadonlyMap<string, Suggestion>
  readonly warnings: readonly string[]
  readonly progress: SuggestionsResponse['progress']
  readonly unread: number
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  /** Settles when it is known what has to be looked into. */
  readonly scoped: Promise<unknown>
  /** Settles when all is looked into, or given up for a newer look. Rejects where nothing could be read at all. */
  readonly done: Promise<void>
}

export interface RunningScan extends SuggestionScan {
  suggestions: Map<string, Suggestion>
  warnings: string[]
  progress: SuggestionsResponse['progress']
  unread: number
  finishedAt: number | null
  failed: boolean
  controller: AbortController
  /** How often tags had been written from here when it began: a later write makes it old, finished or not. */
  writesBefore: number
}

const scansOf = perRegistry(
  () =>
    new LRUCache<string, RunningScan>({
      max: SCANS_KEPT_MAX,
      // One that is followed by another reads what is old by now: however many writes, there is one look at a time.
      dispose: ({ controller }) => controller.abort(),
    }),
)

/** Failed scans somebody has heard of. */
const told = new WeakSet<SuggestionScan>()

/**
 * The scan under way, the one just finished (`again: false` takes any), or a new one. It goes on when the request that
 * started it has long left.
 */
export function scanSuggestions(
  context: Context,
  registry: ConfiguredRegistry,
  request: ScopeRequest & { again: boolean },
): SuggestionScan {
  const scans = scansOf(registry)
  const key = JSON.stringify([request.repository, request.depth])
  const known = scans.get(key)
  if (known && isGoodEnough(known, request, context.now())) return known
  const started = start(context, registry, request, known)
  scans.set(key, started)
  return started
}

/** Waits until it is known what to look into, then for the rest the way `wait` does; throws what stopped it. */
export async function awaitScan(
  scan: SuggestionScan,
  wait: (done: Promise<void>) => Promise<void>,
): Promise<void> {
  try {
    await scan.scoped
    await wait(scan.done)
  } catch (error) {
    told.add(scan)
    throw error
  }
}

function isGoodEnough(
  known: RunningScan,
  { refresh, again }: { refresh: boolean; again: boolean },
  now: number,
): boolean {
  if (again && known.writesBefore !== timesTagsWereHeld()) return false
  if (known.finishedAt === null) return true
  if (known.failed) return !told.has(known) && now - known.finishedAt < FAILURE_KEPT_MS
  return !again || (!refresh && now - known.finishedAt < FRESH_MS)
}

/** Begins with what was known before: a list that is looked at does not empty itself to be renewed. */
function start(
  context: Context,
  registry: ConfiguredRegistry,
  request: ScopeRequest,
  before: RunningScan | undefined,
): RunningScan {
  const controller = new AbortController()
  // One signal stops all reads under way; that many listeners are meant.
  setMaxListeners(0, controller.signal)
  const scoped = suggestionScope(context, registry, request)
  const scan: RunningScan = {
    suggestions: new Map(before?.suggestions),
    warnings: [],
    progress: { done: false, checked: 0, total: 0 },
    unread: 0,
    startedAt: context.now(),
    finishedAt: null,
    failed: false,
    controller,
    writesBefore: timesTagsWereHeld(),
    scoped,
    done: Promise.resolve(),
  }
  const done = scoped
    .then((scope) => look(context, registry, request, scan, scope))
    .catch((error: unknown) => {
      // Given up, not failed: whoever still waits gets what is known, and asks the next one for the rest.
      if (controller.signal.aborted) return
      scan.failed = true
      throw error
    })
    .finally(() => {
      scan.finishedAt = context.now()
    })
  // Nobody may be waiting any more; `awaitScan` tells whoever asks next.
  done.catch(() => {})
  return Object.assign(scan, { done })
}

async function look(
  context: Context,
  registry: ConfiguredRegistry,
  request: ScopeRequest,
  scan: RunningScan,
  scope: SuggestionScope,
): Promise<void> {
  if (scope.notice !== null) scan.warnings.push(scope.notice)
  scan.unread = scope.unread
  scan.progress.total = scope.clusters.flat().length
  const checked = new Set<string>()
  await lookIntoClusters({
    registry,
    scope,
    repository: request.repository,
    relist: request.refresh || request.repository !== undefined,
    now: context.now,
    signal: scan.controller.signal,
    onChecked: ({ repository, tag }, suggestion) => {
      const target = `${repository}:${tag}`
      checked.add(target)
      if (suggestion) scan.suggestions.set(target, suggestion)
      else scan.suggestions.delete(target)
    },
    onWarning: (sentence) => scan.warnings.push(sentence),
    onLooked: (repositories) => {
      scan.progress.checked += repositories
    },
  })
  for (const target of scan.suggestions.keys()) if (!checked.has(target)) scan.suggestions.delete(target)
  scan.progress.done = true
}
