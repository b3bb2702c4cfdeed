import 'server-only'
import { setMaxListeners } from 'node:events'
import pMap from 'p-map'
import { bringBlob } from './push-composition-blob'
import { missingBlobs, missingChildren, type PushJob } from './push-composition-job'
import type { PushProgress } from './push-composition-progress'
import { writeSurely } from './push-composition-write'
import type { ChildTransfer } from './transfers'

const CONCURRENCY = 8

/**
 * Brings what the index needs into the target repository: blobs first, then the manifests, byte for byte. What does
 * not wait for one another goes side by side; an index in the index waits for what it holds.
 */
export async function pushChildren(job: PushJob, progress: PushProgress): Promise<void> {
  await sideBySide(job.signal, missingBlobs(job), (blob, signal) => bringBlob(job, blob, progress, signal))
  const children = missingChildren(job)
  const put = (child: ChildTransfer) => putChild(job, child, progress)
  await sideBySide(
    job.signal,
    children.filter(({ manifest }) => manifest.kind !== 'index'),
    put,
  )
  for (const child of children) if (child.manifest.kind === 'index') await put(child)
}

function putChild(
  { registry: { client }, target: { repository }, written }: PushJob,
  { manifest: { digest, mediaType, raw } }: ChildTransfer,
  progress: PushProgress,
): Promise<void> {
  return progress.step('put-manifest', digest, async () => {
    await writeSurely(
      () => client.putManifest(repository, digest, mediaType, raw),
      () => client.headManifest(repository, digest),
    )
    written.manifests++
    return undefined
  })
}

/** Some at a time. When one fails the others are broken off, and none is left running. */
async function sideBySide<T>(
  caller: AbortSignal,
  items: readonly T[],
  work: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failed = new AbortController()
  const signal = AbortSignal.any([caller, failed.signal])
  // Every call under way listens: that many is no leak.
  setMaxListeners(0, signal)
  const run = async (item: T) => {
    signal.throwIfAborted()
    await work(item, signal).catch((error: unknown) => {
      failed.abort(error)
      throw error
    })
  }
  await pMap(items, run, { concurrency: CONCURRENCY, stopOnError: false }).catch((error: unknown) => {
    caller.throwIfAborted()
    throw failed.signal.aborted ? failed.signal.reason : error
  })
}
