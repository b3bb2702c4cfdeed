import 'server-only'
import type { MountAnswer } from '@/lib/registry/client-types'
import { isMissing, RegistryError } from '@/lib/registry/errors'
import { configuredRegistry } from './configured-registry'
import type { PushJob } from './push-composition-job'
import type { PushProgress } from './push-composition-progress'
import { writeSurely } from './push-composition-write'
import type { BlobTransfer } from './transfers'

/** To stream this much costs no more than to ask first whether it is there. */
const ASK_ABOVE_BYTES = 64 * 1024

/**
 * Brings one blob into the target repository. A mount is one request. Where the registry opens an upload instead, the
 * blob is streamed in that very upload: one request more, and one HEAD before it where the blob is large.
 */
export function bringBlob(
  job: PushJob,
  { descriptor: { digest, size }, from, how }: BlobTransfer,
  progress: PushProgress,
  signal: AbortSignal,
): Promise<void> {
  const { client } = job.registry
  const { repository } = job.target
  const source = configuredRegistry(job.context, from.registry).client
  const brought = (): undefined => void job.written.blobs++
  const isThere = () => client.headBlob(repository, digest, { signal })
  const upload = (session: Exclude<MountAnswer, 'mounted'>) =>
    client.uploadBlob(
      repository,
      {
        digest,
        size,
        open: (ended, first) => source.openBlob(from.repository, digest, { signal: ended, from: first }),
      },
      { signal, session, onBytes: progress.bytesOf(digest, size) },
    )

  return progress.step(how === 'mount' ? 'mount' : 'copy', digest, async (again) => {
    let session: Exclude<MountAnswer, 'mounted'> = null
    if (how === 'mount') {
      const answer = await mount(() => client.mountBlob(repository, digest, from.repository, { signal }))
      if (answer === 'mounted') return brought()
      session = answer
      if (size > ASK_ABOVE_BYTES && (await isThere())) {
        if (session) await client.cancelUpload(repository, session)
        return 'skipped'
      }
      again('copy')
    }
    // The upload of the mount is good for one try.
    const sessions = [session]
    await writeSurely(() => upload(sessions.pop() ?? null), isThere)
    return brought()
  })
}

/** A registry may answer a mount with an upload (202) or refuse it altogether: both mean that the bytes are wanted. */
async function mount(ask: () => Promise<MountAnswer>): Promise<MountAnswer> {
  try {
    return await ask()
  } catch (error) {
    const refused =
      error instanceof RegistryError && error.details.status !== null && error.details.status < 500
    if (refused || isMissing(error)) return null
    throw error
  }
}
