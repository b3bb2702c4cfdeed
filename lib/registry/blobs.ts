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
import { streamed } from './stream-garbage'
import { brief, type Targets } from './targets'
import type { WireResponse } from './transport'
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

    async openBlob(
      repository: string,
      digest: Digest,
      { signal, from }: CallOptions & { from?: number } = {},
    ): Promise<Readable> {
      const target = targets.blob(repository, digest)
      const asked = caller.asked({ method: 'GET', target })
      const response = await caller.open({
        method: 'GET',
        target,
        scopes: [pullScope(repository)],
        verb: 'read',
        headers: from ? { range: `bytes=${from}-` } : {},
        expect: (status) => status === 200 || (status === 206 && from !== undefined && from > 0),
        deadlineMs: DEADLINE_MS.streamStart,
        retry: 'normal',
        signal,
      })
      const { body } = response
      // A stream that is given up before its first byte would leave its source open.
      body.on('error', () => {})
      const bytes = from === undefined ? verified(body, digest, asked) : bytesFrom(response, from, asked)
      const opened = Readable.from(explained(bytes, asked, signal), { objectMode: false })
      opened.once('close', () => body.destroy())
      return opened
    },
  }
}

const verified = (body: AsyncIterable<Uint8Array>, digest: Digest, asked: Asked) =>
  verifiedBytes(body, digest, () => lie(asked, digest))

/** Not every registry knows ranges: from one that sends the whole blob again, the beginning is passed over. */
async function* bytesFrom({ status, headers, body }: WireResponse, from: number, asked: Asked) {
  if (status === 206 && !headers['content-range']?.startsWith(`bytes ${from}-`)) throw otherRange(asked)
  let toSkip = status === 206 ? 0 : from
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    if (chunk.byteLength > toSkip) yield chunk.subarray(toSkip)
    toSkip = Math.max(0, toSkip - chunk.byteLength)
  }
}

async function* explained(bytes: AsyncIterable<Uint8Array>, asked: Asked, signal: AbortSignal | undefined) {
  try {
    for await (const chunk of bytes) {
      streamed(chunk.byteLength)
      yield chunk
    }
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

const otherRange = (asked: Asked) =>
  registryError(
    asked,
    'REGISTRY_INCONSISTENT',
    `${asked.registry} answered with another part of a blob than it was asked for. Check the proxy before it.`,
  )
