import 'server-only'
import { Readable } from 'node:stream'
import type { Digest } from '@/lib/oci/digest'
import { drain } from './body'
import type { Caller } from './caller'
import type { CallOptions } from './client-types'
import { type Asked, isMissing, RegistryError, registryError } from './errors'
import { DEADLINE_MS } from './limits'
import { networkError } from './network-error'
import { pullScope } from './scopes'
import { brief, type Targets } from './targets'
import { verifiedBytes } from './verified-bytes'

/** Asks for blobs and streams them. Nothing here holds a blob in memory. */
export function createBlobReader(caller: Caller, targets: Targets) {
  return {
    async headBlob(repository: string, digest: Digest, { signal }: CallOptions = {}): Promise<boolean> {
      const asking = caller.call({
        method: 'HEAD',
        target: targets.blob(repository, digest),
        scopes: [pullScope(repository)],
        verb: 'read',
        expect: (status) => status === 200,
        read: drain,
        deadlineMs: DEADLINE_MS.blob,
        retry: 'normal',
        signal,
      })
      return asking.then(
        () => true,
        (error) => {
          if (isMissing(error)) return false
          throw error
        },
      )
    },

    /** The stream fails, instead of ending, when its bytes do not have the digest. */
    async openBlob(repository: string, digest: Digest, { signal }: CallOptions = {}): Promise<Readable> {
      const target = targets.blob(repository, digest)
      const { body } = await caller.open({
        method: 'GET',
        target,
        scopes: [pullScope(repository)],
        verb: 'read',
        expect: (status) => status === 200,
        deadlineMs: DEADLINE_MS.streamStart,
        retry: 'normal',
        signal,
      })
      const asked = caller.asked({ method: 'GET', target })
      const checked = Readable.from(verified(body, digest, asked, signal), { objectMode: false })
      // A stream that is given up before its first byte would leave its source open.
      body.on('error', () => {})
      checked.once('close', () => body.destroy())
      return checked
    },
  }
}

async function* verified(
  body: AsyncIterable<Uint8Array>,
  digest: Digest,
  asked: Asked,
  signal: AbortSignal | undefined,
) {
  try {
    yield* verifiedBytes(body, { digest }, { lie: () => lie(asked, digest) })
  } catch (error) {
    if (error instanceof RegistryError || signal?.aborted) throw error
    throw networkError(error, asked, new URL(asked.url).host)
  }
}

const lie = (asked: Asked, digest: Digest) =>
  registryError(
    asked,
    'REGISTRY_INCONSISTENT',
    `${asked.registry} serves other bytes than blob ${brief(digest)} should have: its storage may be damaged.`,
  )
