import 'server-only'
import { setMaxListeners } from 'node:events'
import pMap from 'p-map'
import type { RegistryError } from '@/lib/registry/errors'
import type { KnownTag, Place, TagReading, Told } from '@/lib/storage/index-store'
import type { ScanCounts } from '@/lib/storage/scan-store'
import { createScanBatch } from './scan-batch'
import { createScanContent, NoAnswer } from './scan-content'
import type { createHealth } from './scan-health'
import type { RepositoryScan } from './scan-repository'

/** Tags asked for at a time; the registry's lane bounds the calls. */
const TAGS_AT_ONCE = 16
/** With so many left, the next repository is to begin: the registry had nothing to do otherwise until that has listed its tags. */
const LAST_TAGS = 4
/** Between two looks at how far it is, for those who watch a large repository. */
const COUNT_MS = 1000
/** Of those that nothing was answered for, the second time. */
const SILENT_AT_ONCE = 4

export interface TagsToCheck {
  place: Place
  known: ReadonlyMap<string, KnownTag>
  names: readonly string[]
  /** When the registry named them; null where somebody else did. */
  listedAt: number | null
  health: ReturnType<typeof createHealth>
  /** Who is told to have moved a tag. */
  origin: Told
  /** Those that could not be read, told at last: answers which of them are to be stored. */
  onSuspects: (suspects: TagReading[]) => Promise<TagReading[]>
}

export interface TagsChecked {
  counts: ScanCounts
  /** Tags whose digest moved. */
  told: Map<string, Told>
  /** Whether what is known is not what was judged. */
  isNews: boolean
}

/**
 * Asks for the tags of one repository that nobody has asked for since the scan began, and for what its mode wants to
 * know behind them. What was learned is stored, whatever ends it.
 */
export async function checkTags(scan: RepositoryScan, of: TagsToCheck): Promise<TagsChecked> {
  const check = startCheck(scan, of)
  const { pending, batch, content, signal, checked, suspects } = check
  const again: string[] = []
  let left = pending.length
  const ask = async (tag: string): Promise<void> => {
    try {
      await checkTag(check, tag)
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      again.push(tag)
    } finally {
      if (--left <= LAST_TAGS) scan.onNearEnd()
    }
  }
  try {
    await pMap(pending, ask, { concurrency: TAGS_AT_ONCE, signal })
    content.lastTry()
    await pMap(again, (tag) => checkTag(check, tag), { concurrency: SILENT_AT_ONCE, signal })
    for (const reading of await of.onSuspects(suspects)) batch.tag(reading)
  } finally {
    await batch.flush()
  }
  return checked
}

type TagCheck = ReturnType<typeof startCheck>

function startCheck(scan: RepositoryScan, of: TagsToCheck) {
  const { context, store, registry, item } = scan
  const { place, known, names, listedAt, health, origin } = of
  const verifies = item.mode !== 'quick'
  const stop = new AbortController()
  const signal = AbortSignal.any([scan.signal, stop.signal])
  // One signal stops every call of a repository; that many listeners are meant.
  setMaxListeners(0, signal)
  const isSettled = (tag: string): boolean => {
    const before = known.get(tag)
    const at = verifies && before?.state === 'present' ? before.verifiedAt : before?.checkedAt
    return at !== undefined && at !== null && at >= item.since
  }
  const pending = names.filter((tag) => !isSettled(tag))
  const settled = names.length - pending.length
  const counts: ScanCounts = {
    found: names.length,
    checked: settled,
    changed: item.counts.changed,
    errors: item.counts.errors,
  }
  let countedAt = context.now()
  const batch = createScanBatch({
    store: async (readings) => {
      await store.index.recordReadings(place, readings)
      // The last ones are told with the end of it all.
      if (context.now() - countedAt < COUNT_MS) return
      countedAt = context.now()
      if (!(await scan.onCounts(counts))) stop.abort(new Error('The scan was stopped.'))
    },
    verified: verifies,
    now: context.now,
    listedAt,
  })
  const content = createScanContent({
    client: registry.client,
    repository: item.repository,
    mode: item.mode,
    known: () => store.index.knownManifests(place),
    now: context.now,
    signal,
    onFacts: batch.manifest,
    onConfirmed: batch.confirmed,
    onAnswer: health.heard,
  })
  const checked: TagsChecked = {
    counts,
    told: new Map(),
    // Whoever began before may not have come to judge it; and one without tags may have lost them all.
    isNews: verifies || settled > 0 || item.leftBehind || names.length === 0,
  }
  // Where the registry turns out to be gone, they are no news of the tag.
  const suspects: TagReading[] = []
  return { scan, known, origin, verifies, pending, batch, content, signal, checked, suspects }
}

async function checkTag(check: TagCheck, tag: string): Promise<void> {
  const { scan, known, origin, verifies, batch, content, signal, checked } = check
  const { registry, item } = scan
  const before = known.get(tag)
  // A tag may answer 304 although what it points to has gone: to verify is to ask without a condition.
  const condition = verifies
    ? { digest: null, etag: null }
    : { digest: before?.digest ?? null, etag: before?.etag ?? null }
  const answer = await content.answerOf(() =>
    registry.client.checkTag(item.repository, tag, condition, { signal, lane: 'scan' }),
  )
  signal.throwIfAborted()
  if (answer.error) return failed(check, tag, answer.error)
  const { value } = answer
  if (value.changed) await content.read(value.manifest)
  signal.throwIfAborted()
  checked.counts.checked++
  if (before?.state !== 'present') checked.isNews = true
  else if (!value.changed) return batch.unchanged(tag)
  const digest = value.changed ? value.manifest.digest : (before?.digest ?? null)
  if (before?.digest !== digest) {
    checked.counts.changed++
    checked.told.set(tag, origin)
  }
  const checkedAt = scan.context.now()
  batch.tag({
    tag,
    state: 'present',
    digest,
    etag: value.etag,
    problem: null,
    checkedAt,
    verifiedAt: verifies || !before ? checkedAt : null,
  })
}

function failed(
  { scan, known, batch, checked, suspects }: TagCheck,
  tag: string,
  error: RegistryError,
): void {
  checked.counts.checked++
  checked.counts.errors++
  const reading: TagReading = {
    tag,
    state: error.missing ? 'missing' : 'unreadable',
    digest: null,
    etag: null,
    problem: error.missing
      ? 'The registry lists this tag but has no manifest for it. Push it again, or delete the tag.'
      : error.message,
    checkedAt: scan.context.now(),
    verifiedAt: null,
  }
  if (known.get(tag)?.state !== reading.state) checked.isNews = true
  if (error.missing && scan.item.tags === null) batch.tag(reading)
  else suspects.push(reading)
}
