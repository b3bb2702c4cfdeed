import 'server-only'
import { Readable } from 'node:stream'
import { drain } from './body'
import type { Caller } from './caller'
import type { CallOptions, UploadSource } from './client-types'
import { startDeadline } from './deadline'
import { type Asked, isMissing, RegistryError, registryError } from './errors'
import { type IdleWatch, watchIdle } from './idle-watch'
import { DEADLINE_MS, TIMEOUT_MS } from './limits'
import { parseUrl } from './parse-url'
import { type RetryPolicy, type Wait, waitFor, withRetries } from './retry'
import { pullScope, pushScope } from './scopes'
import { brief, type Targets } from './targets'
import type { WireResponse } from './transport'
import { verifiedBytes } from './verified-bytes'

/** An upload the registry has opened: path and query of its own `Location`. */
interface Session {
  path: string
  query: string
}

type UploadOptions = CallOptions & { onBytes?: (done: number) => void }

/** Puts blobs into a repository: by mounting what the registry has, else by streaming (distribution-spec, pushing blobs). */
export function createUploader(
  caller: Caller,
  targets: Targets,
  { random, wait = waitFor }: { random: () => number; wait?: Wait },
) {
  async function post(
    repository: string,
    query: string,
    scopes: string[],
    retry: RetryPolicy,
    signal?: AbortSignal,
  ) {
    const target = targets.uploads(repository)
    return caller.call({
      method: 'POST',
      target,
      query,
      scopes,
      verb: 'upload',
      headers: { 'content-length': '0' },
      expect: (status) => status === 201 || status === 202,
      read: async (response) => {
        await drain(response)
        return response.status === 201 ? null : sessionOf(response, caller.asked({ method: 'POST', target }))
      },
      deadlineMs: DEADLINE_MS.put,
      retry,
      signal,
    })
  }

  /** Best effort: a session nobody closes is purged by the registry itself. */
  async function cancel(repository: string, session: Session) {
    const target = { ...targets.uploads(repository), path: session.path }
    const cancelling = caller.call({
      method: 'DELETE',
      target,
      query: session.query,
      scopes: [pushScope(repository)],
      verb: 'cancel',
      expect: () => true,
      read: drain,
      deadlineMs: DEADLINE_MS.ping,
      retry: 'never',
    })
    await cancelling.catch(() => undefined)
  }

  async function uploadOnce(repository: string, source: UploadSource, options: UploadOptions) {
    const session = await post(repository, '', [pushScope(repository)], 'normal', options.signal)
    // 201 without anything sent: the registry says that it has the blob.
    if (session === null) return
    const target = { ...targets.uploads(repository), path: session.path }
    const asked = caller.asked({ method: 'PUT', target })
    const watch = watchIdle(options.signal)
    const query = new URLSearchParams(session.query)
    query.set('digest', source.digest)
    try {
      await caller.upload({
        method: 'PUT',
        target,
        query: query.toString(),
        scopes: [pushScope(repository)],
        verb: 'upload',
        headers: { 'content-type': 'application/octet-stream', 'content-length': String(source.size) },
        body: (signal) => openChecked(source, signal, { watch, asked, onBytes: options.onBytes }),
        expect: (status) => status === 201 || status === 204,
        read: drain,
        deadlineMs: UNLIMITED_MS,
        headersTimeoutMs: 0,
        retry: 'never',
        signal: watch.signal,
      })
    } catch (error) {
      await cancel(repository, session)
      throw watch.expired ? idleError(asked, error) : error
    } finally {
      watch.stop()
    }
  }

  return {
    async mountBlob(
      repository: string,
      digest: string,
      from: string,
      { signal }: CallOptions = {},
    ): Promise<boolean> {
      // Both are checked before they become part of a query.
      const query = new URLSearchParams({ mount: targets.digest(digest), from: targets.repository(from) })
      try {
        const scopes = [pushScope(repository), pullScope(from)]
        const session = await post(repository, query.toString(), scopes, 'normal', signal)
        if (session === null) return true
        await cancel(repository, session)
        return false
      } catch (error) {
        if (isMountRefused(error)) return false
        throw error
      }
    },

    /** Tries again from the start, in a new session, when the connection breaks. */
    async uploadBlob(repository: string, source: UploadSource, options: UploadOptions = {}): Promise<void> {
      targets.digest(source.digest)
      const deadline = startDeadline(UNLIMITED_MS, options.signal)
      try {
        await withRetries(() => uploadOnce(repository, source, options), {
          policy: 'normal',
          deadline,
          random,
          wait,
        })
      } finally {
        deadline.release()
      }
    },
  }
}

/** The longest timer there is, some 24 days: only idleness ends an upload. */
const UNLIMITED_MS = 2 ** 31 - 1

/** Registries without mounts, or without the blob, say so in several ways. All mean: upload it. */
const isMountRefused = (error: unknown): boolean =>
  isMissing(error) || (error instanceof RegistryError && error.details.status === 405)

/** Only path and query are taken, and used on the registry's own address: a header cannot send the upload elsewhere. */
function sessionOf({ headers }: WireResponse, asked: Asked): Session {
  const url = headers.location === undefined ? null : parseUrl(headers.location, asked.url)
  if (!url?.pathname.includes('/blobs/uploads/'))
    throw registryError(
      asked,
      'REGISTRY_INCONSISTENT',
      `${asked.registry} opened an upload without saying where.`,
    )
  return { path: url.pathname, query: url.search.slice(1) }
}

async function openChecked(source: UploadSource, signal: AbortSignal, how: CheckedHow): Promise<Readable> {
  const { watch, asked, onBytes } = how
  const onSize = (size: number) => {
    // After the last byte the registry may take its time to store them all.
    watch.touch(size < source.size ? undefined : TIMEOUT_MS.uploadCommit)
    onBytes?.(size)
  }
  const bytes = await source.open(signal)
  const checked = verifiedBytes(bytes, source, { lie: () => lie(asked, source), onSize })
  const readable = Readable.from(checked, { objectMode: false })
  readable.once('close', () => bytes.destroy())
  return readable
}

interface CheckedHow {
  watch: IdleWatch
  asked: Asked
  onBytes?: ((done: number) => void) | undefined
}

const lie = (asked: Asked, { digest }: UploadSource) =>
  registryError(
    asked,
    'REGISTRY_INCONSISTENT',
    `The bytes of blob ${brief(digest)} have another digest or size, so it was not uploaded. The storage it comes from may be damaged.`,
  )

const idleError = (asked: Asked, cause: unknown) =>
  registryError(
    asked,
    'REGISTRY_TIMEOUT',
    `The upload to ${asked.registry} stood still for too long. Try again.`,
    {
      cause,
      retryable: true,
    },
  )
