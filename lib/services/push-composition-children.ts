import 'server-only'
import pMap from 'p-map'
import { isMissing, RegistryError } from '@/lib/registry/errors'
import { configuredRegistry } from './configured-registry'
import { missingBlobs, missingChildren, type PushJob } from './push-composition-job'
import type { PushProgress } from './push-composition-progress'
import { writeSurely } from './push-composition-write'
import type { BlobTransfer } from './transfers'

const CONCURRENCY = 4

/** Brings what the index needs into the target repository: blobs first, then the manifests, byte for byte. */
export async function pushChildren(job: PushJob, progress: PushProgress): Promise<void> {
  await pushBlobs(job, progress)
  const { client } = job.registry
  const { repository } = job.target
  for (const { manifest } of missingChildren(job)) {
    const { digest, mediaType, raw } = manifest
    await progress.step('put-manifest', digest, () =>
      writeSurely(
        () => client.putManifest(repository, digest, mediaType, raw),
        () => client.headManifest(repository, digest),
      ),
    )
  }
}

/** Some at a time. When one fails the others are broken off, and none is left running. */
async function pushBlobs(job: PushJob, progress: PushProgress): Promise<void> {
  const failed = new AbortController()
  const signal = AbortSignal.any([job.signal, failed.signal])
  const push = async (blob: BlobTransfer) => {
    signal.throwIfAborted()
    await pushBlob(job, blob, progress, signal).catch((error: unknown) => {
      failed.abort(error)
      throw error
    })
  }
  await pMap(missingBlobs(job), push, { concurrency: CONCURRENCY, stopOnError: false }).catch(
    (error: unknown) => {
      job.signal.throwIfAborted()
      throw failed.signal.aborted ? failed.signal.reason : error
    },
  )
}

function pushBlob(
  job: PushJob,
  { descriptor: { digest, size }, from, how }: BlobTransfer,
  progress: PushProgress,
  signal: AbortSignal,
): Promise<void> {
  const { client } = job.registry
  const { repository } = job.target
  const source = configuredRegistry(job.context, from.registry).client
  const onBytes = progress.bytesOf(digest, size)
  return progress.step(how === 'mount' ? 'mount' : 'copy', digest, async (again) => {
    if (how === 'mount') {
      if (await isMounted(() => client.mountBlob(repository, digest, from.repository, { signal })))
        return undefined
      again('copy')
    }
    return writeSurely(
      () =>
        client.uploadBlob(
          repository,
          { digest, size, open: (ended) => source.openBlob(from.repository, digest, { signal: ended }) },
          { signal, onBytes },
        ),
      () => client.headBlob(repository, digest, { signal }),
    )
  })
}

/** A registry may answer a mount with an upload (202) or refuse it altogether: both mean that the bytes are wanted. */
async function isMounted(mount: () => Promise<boolean>): Promise<boolean> {
  try {
    return await mount()
  } catch (error) {
    const refused =
      error instanceof RegistryError && error.details.status !== null && error.details.status < 500
    if (refused || isMissing(error)) return false
    throw error
  }
}
