import 'server-only'
import type { Suggestion } from '@/lib/composition/suggest-verdict'
import type { SuggestionsResponse } from '@/lib/contract/suggestions'
import {
  awaitReading,
  type BackgroundReading,
  isFailureUntold,
  keptReadings,
  startReading,
} from './background-reading'
import { timesTagsWereHeld } from './composition-lock'
import type { ConfiguredRegistry, Context } from './context'
import { lookIntoClusters } from './suggest-compositions-look'
import { type ScopeRequest, type SuggestionScope, suggestionScope } from './suggest-compositions-scope'

const SCANS_KEPT_MAX = 50
/** A finished scan answers without asking again for this long: its pages belong together. */
const FRESH_MS = 3_000

/** One look over a registry or a repository; what is found grows while it runs. */
export interface SuggestionScan extends BackgroundReading {
  readonly suggestions: Map<string, Suggestion>
  readonly warnings: string[]
  readonly progress: SuggestionsResponse['progress']
  unread: number
  /** Settles when it is known what has to be looked into. */
  readonly scoped: Promise<SuggestionScope>
  /** How often tags had been written from here when it began: a later write makes it old, finished or not. */
  readonly writesBefore: number
}

const scansOf = keptReadings<SuggestionScan>(SCANS_KEPT_MAX)

/** The scan under way, the one just finished (`again: false` takes any), or a new one. */
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
export const awaitScan = (scan: SuggestionScan, wait: (done: Promise<void>) => Promise<void>) =>
  awaitReading(scan, scan.scoped, wait)

function isGoodEnough(
  known: SuggestionScan,
  { refresh, again }: { refresh: boolean; again: boolean },
  now: number,
): boolean {
  if (again && known.writesBefore !== timesTagsWereHeld()) return false
  if (known.finishedAt === null) return true
  if (known.failed) return isFailureUntold(known, now)
  return !again || (!refresh && now - known.finishedAt < FRESH_MS)
}

/** Begins with what was known before: a list that is looked at does not empty itself to be renewed. */
function start(
  context: Context,
  registry: ConfiguredRegistry,
  request: ScopeRequest,
  before: SuggestionScan | undefined,
): SuggestionScan {
  return startReading(
    context.now,
    () => ({
      suggestions: new Map(before?.suggestions),
      warnings: [],
      progress: { done: false, checked: 0, total: 0 },
      unread: 0,
      scoped: suggestionScope(context, registry, request),
      writesBefore: timesTagsWereHeld(),
    }),
    async (scan: SuggestionScan) => {
      try {
        await look(context, registry, request, scan, await scan.scoped)
      } catch (error) {
        // Given up, not failed: whoever still waits gets what is known, and asks the next one for the rest.
        if (!scan.controller.signal.aborted) throw error
      }
    },
  )
}

async function look(
  context: Context,
  registry: ConfiguredRegistry,
  request: ScopeRequest,
  scan: SuggestionScan,
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
