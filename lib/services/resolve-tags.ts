import 'server-only'
import pMap from 'p-map'
import type { ResolveProgress, TagRow } from '@/lib/contract/tags'
import {
  awaitReading,
  type BackgroundReading,
  isFailureUntold,
  keptReadings,
  startReading,
} from './background-reading'
import type { ConfiguredRegistry, Context } from './context'
import { listTagNames } from './tag-names'
import { createTagPass, readTagRow, type TagPass } from './tag-row'

const REPOSITORIES_KEPT_MAX = 8
/** A finished resolution answers without asking again for this long: the pages of one reading belong together. */
const FRESH_MS = 5_000
/** Leaves connections to people who look at a page meanwhile. */
const READS_AT_ONCE = 6
/** After so many failures in a row the registry is gone, not the tags. */
const FAILURES_IN_A_ROW_MAX = 8

/** All tags of one repository, read in the background; `rows` grows while it runs. */
export interface Resolution extends BackgroundReading {
  readonly rows: Map<string, TagRow>
  progress: ResolveProgress
  readonly verify: boolean
  /** The tags the registry listed. */
  readonly listed: Promise<string[]>
}

const resolutionsOf = keptReadings<Resolution>(REPOSITORIES_KEPT_MAX)

/**
 * The resolution of a repository: the one under way, the one just finished (`again: false` takes any), or a new
 * one, which starts from the rows already known.
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
export const awaitTags = (resolution: Resolution, wait: (done: Promise<void>) => Promise<void>) =>
  awaitReading(resolution, resolution.listed, wait)

function isGoodEnough(
  known: Resolution,
  { verify, again }: { verify: boolean; again: boolean },
  now: number,
): boolean {
  if (known.failed) return isFailureUntold(known, now)
  if (verify && !known.verify) return false
  return known.finishedAt === null || !again || now - known.finishedAt < FRESH_MS
}

function start(
  { now }: Context,
  registry: ConfiguredRegistry,
  { repository, verify }: { repository: string; verify: boolean },
  before: Resolution | undefined,
): Resolution {
  return startReading(
    now,
    (signal) => ({
      rows: new Map(before?.rows),
      progress: { resolved: 0, total: before?.progress.total ?? 0, done: false },
      verify,
      listed: listTagNames(registry, repository, signal),
    }),
    (resolution) =>
      readAll(
        resolution,
        createTagPass({ registry, repository, verify, signal: resolution.controller.signal, now }),
      ),
  )
}

async function readAll(resolution: Resolution, pass: TagPass): Promise<void> {
  const names = await resolution.listed
  const stillThere = new Set(names)
  for (const tag of resolution.rows.keys()) if (!stillThere.has(tag)) resolution.rows.delete(tag)
  resolution.progress = { resolved: 0, total: names.length, done: false }
  let failuresInARow = 0
  const readOne = async (tag: string) => {
    const { row, failure } = await readTagRow(pass, tag)
    failuresInARow = failure ? failuresInARow + 1 : 0
    if (failure && failuresInARow >= FAILURES_IN_A_ROW_MAX && failure.details.status !== 500) throw failure
    resolution.rows.set(tag, row)
    resolution.progress.resolved += 1
  }
  await pMap(names, readOne, { concurrency: READS_AT_ONCE, signal: pass.signal })
  resolution.progress.done = true
}
