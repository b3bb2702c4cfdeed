import 'server-only'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Digest } from '@/lib/oci/digest'
import { drain, readBody } from './body'
import type { Caller } from './caller'
import type { BlobPart, CallOptions } from './client-types'
import { type Asked, isMissing, RegistryError, registryError } from './errors'
import { DEADLINE_MS } from './limits'
import { networkError } from './network-error'
import { pullScope } from './scopes'
import { streamed } from './stream-garbage'
import { brief, type Targets } from './targets'
import type { WireResponse } from './transport'
import { verifiedBytes } from './verified-bytes'

/** Asks for blobs. Only `getBlob` holds one in memory, and says how much of it may be. */
export function createBlobReader(caller: Caller, targets: Targets) {
  return {
    async getBlob(
      repository: string,
      digest: Digest,
      { bytesMax, signal, lane }: CallOptions & { bytesMax: number },
    ): Promise<Uint8Array> {
      const target = targets.blob(repository, digest)
      const bytes = await caller.call({
        method: 'GET',
        target,
        scopes: [pullScope(repository)],
        verb: 'read',
        expect: (status) => status === 200,
        read: (response) => readBody(response, bytesMax),
        deadlineMs: DEADLINE_MS.blobInMemory,
        retry: 'normal',
        lane,
        signal,
      })
      const [algorithm = '', hex] = digest.split(':')
      if (createHash(algorithm).update(bytes).digest('hex') !== hex)
        throw lie(caller.asked({ method: 'GET', target }), digest)
      return bytes
    },

    async headBlob(repository: string, digest: Digest, { signal, lane }: CallOptions = {}): Promise<boolean> {
      const asking = caller.call({
        method: 'HEAD',
        target: targets.blob(repository, digest),
        scopes: [pullScope(repository)],
        verb: 'read',
        expect: (status) => status === 200,
        read: drain,
        deadlineMs: DEADLINE_MS.blob,
        retry: 'normal',
        lane,
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
      { signal, from, to }: CallOptions & Partial<BlobPart> = {},
    ): Promise<Readable> {
      const target = targets.blob(repository, digest)
      const asked = caller.asked({ method: 'GET', target })
      const range = rangeOf(from, to)
      const response = await caller.open({
        method: 'GET',
        target,
        scopes: [pullScope(repository)],
        verb: 'read',
        headers: range === null ? {} : { range },
        expect: (status) => status === 200 || (status === 206 && range !== null),
        deadlineMs: DEADLINE_MS.streamStart,
        retry: 'normal',
        signal,
      })
      const { body } = response
      // A stream that is given up before its first byte would leave its source open.
      body.on('error', () => {})
      const bytes = isPart(from, to) ? partOf(response, { from, to }, asked) : verified(body, digest, asked)
      const opened = Readable.from(explained(bytes, asked, signal), { objectMode: false })
      opened.once('close', () => body.destroy())
      return opened
    },
  }
}

const verified = (body: AsyncIterable<Uint8Array>, digest: Digest, asked: Asked) =>
  verifiedBytes(body, digest, () => lie(asked, digest))

const isPart = (from: number | undefined, to: number | undefined): boolean =>
  from !== undefined || to !== undefined

/** Null for the whole blob. */
const rangeOf = (from = 0, to?: number): string | null =>
  from === 0 && to === undefined ? null : `bytes=${from}-${to === undefined ? '' : to - 1}`

/** Not every registry knows ranges: of one that sends the whole blob again, what nobody wants is passed over. */
async function* partOf(
  { status, headers, body }: WireResponse,
  { from = 0, to = Number.POSITIVE_INFINITY }: Partial<BlobPart>,
  asked: Asked,
) {
  if (status === 206 && !headers['content-range']?.startsWith(`bytes ${from}-`)) throw otherRange(asked)
  let at = status === 206 ? from : 0
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    const wanted = chunk.subarray(Math.max(0, from - at), Math.max(0, to - at))
    if (wanted.byteLength > 0) yield wanted
    at += chunk.byteLength
    // One that knows ranges ends by itself, and its connection can be used again.
    if (status !== 206 && at >= to) return
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
