import 'server-only'
import { drain } from './body'
import type { Caller } from './caller'
import type { MountAnswer, UploadOptions, UploadSession, UploadSource } from './client-types'
import { type Deadline, startDeadline } from './deadline'
import { type Asked, isMissing, RegistryError, registryError } from './errors'
import { watchIdle } from './idle-watch'
import { TIMEOUT_MS } from './limits'
import { createOutgoingBlob, type OutgoingBlob } from './outgoing-blob'
import { retryDelayMs, type Wait, waitFor } from './retry'
import { pullScope, pushScope } from './scopes'
import { brief, type Targets } from './targets'
import { createUploadSessions } from './upload-sessions'

interface Upload {
  repository: string
  source: UploadSource
  blob: OutgoingBlob
  options: UploadOptions
}

/** Where an upload goes on: the bytes before `from` are with the registry already. */
interface Place {
  session: UploadSession
  from: number
}

/** Puts blobs into a repository: by mounting what the registry has, else by streaming (distribution-spec, pushing blobs). */
export function createUploader(
  caller: Caller,
  targets: Targets,
  { random, wait = waitFor }: { random: () => number; wait?: Wait },
) {
  const sessions = createUploadSessions(caller, targets)

  /** All that is left of the blob in one request, which also completes it. */
  async function putRest(upload: Upload, { session, from }: Place): Promise<void> {
    const { repository, source, blob, options } = upload
    const target = { ...targets.uploads(repository), path: session.path }
    const asked = caller.asked({ method: 'PUT', target })
    const watch = watchIdle(options.signal)
    const query = new URLSearchParams(session.query)
    query.set('digest', source.digest)
    const onSize = (size: number) => {
      // After the last byte the registry may take its time to store them all.
      watch.touch(size < source.size ? undefined : TIMEOUT_MS.uploadCommit)
      options.onBytes?.(size)
    }
    const left = source.size - from
    try {
      await caller.upload({
        method: 'PUT',
        target,
        query: query.toString(),
        scopes: [pushScope(repository)],
        verb: 'upload',
        headers: {
          'content-type': 'application/octet-stream',
          'content-length': String(left),
          ...(from > 0 && left > 0 && { 'content-range': `${from}-${source.size - 1}` }),
        },
        body: () => (left > 0 ? Promise.resolve(blob.open(from, onSize)) : new Uint8Array()),
        expect: (status) => status === 201 || status === 204,
        read: drain,
        deadlineMs: UNLIMITED_MS,
        headersTimeoutMs: 0,
        retry: 'never',
        signal: watch.signal,
      })
    } catch (error) {
      throw watch.expired ? idleError(asked, error) : error
    } finally {
      watch.stop()
    }
  }

  /** Where a broken upload goes on; null for a new one. Throws what broke it where trying again makes no sense. */
  async function recover(
    { repository, source, options }: Upload,
    { session, from }: Place,
    { error, attempt, deadline }: { error: unknown; attempt: number; deadline: Deadline },
  ): Promise<Place | null> {
    const isLost = isSessionLost(error, from)
    const failed = { error, attempt, policy: 'normal', random: random() } as const
    const delay = isLost ? 0 : retryDelayMs({ ...failed, remainingMs: deadline.remainingMs() })
    if (delay === null || deadline.signal.aborted || (isLost && attempt >= LOST_MAX)) {
      await sessions.cancel(repository, session)
      throw error
    }
    if (isLost) return null
    await wait(delay, deadline.signal)
    const status = await sessions.status(repository, session, options.signal)
    if (status && status.bytes <= source.size) return { session: status.session, from: status.bytes }
    await sessions.cancel(repository, session)
    return null
  }

  /** Sends a blob until it is there. Tries that bring it further do not count against it. */
  async function send(upload: Upload, deadline: Deadline): Promise<void> {
    const { repository, options } = upload
    const open = async (): Promise<Place | null> => {
      const session = await sessions.open(repository, {}, options.signal)
      return session && { session, from: 0 }
    }
    let place = options.session ? { session: options.session, from: 0 } : await open()
    // Of all uploads together: a new one that only gets as far as the last did brings nothing.
    let furthest = 0
    // 201 without anything sent: the registry says that it has the blob.
    for (let attempt = 1; place !== null; attempt++) {
      try {
        return await putRest(upload, place)
      } catch (error) {
        const next: Place | null = await recover(upload, place, { error, attempt, deadline })
        if (next && next.from > furthest) {
          furthest = next.from
          attempt = 0
        }
        if (!next) options.onBytes?.(0)
        place = next ?? (await open())
      }
    }
  }

  return {
    async mountBlob(
      repository: string,
      digest: string,
      from: string,
      { signal }: { signal?: AbortSignal } = {},
    ): Promise<MountAnswer> {
      // Both are checked before they become part of a query.
      const query = new URLSearchParams({ mount: targets.digest(digest), from: targets.repository(from) })
      const scopes = [pushScope(repository), pullScope(from)]
      try {
        const session = await sessions.open(repository, { query: query.toString(), scopes }, signal)
        return session ?? 'mounted'
      } catch (error) {
        if (isMountRefused(error)) return null
        throw error
      }
    },

    async uploadBlob(repository: string, source: UploadSource, options: UploadOptions = {}): Promise<void> {
      targets.digest(source.digest)
      const asked = caller.asked({ method: 'PUT', target: targets.uploads(repository) })
      const blob = createOutgoingBlob(source, () => lie(asked, source))
      const deadline = startDeadline(UNLIMITED_MS, options.signal)
      await send({ repository, source, blob, options }, deadline).finally(deadline.release)
    },

    cancelUpload: sessions.cancel,
  }
}

/** The longest timer there is, some 24 days: only idleness ends an upload. */
const UNLIMITED_MS = 2 ** 31 - 1
const LOST_MAX = 3

/** The registry knows the upload no more, or took what we went on from for something else: only a new one helps. */
function isSessionLost(error: unknown, from: number): boolean {
  const status = error instanceof RegistryError ? error.details.status : null
  return status === 404 || status === 416 || (from > 0 && status === 400)
}

/** Registries without mounts, or without the blob, say so in several ways. All mean: upload it. */
const isMountRefused = (error: unknown): boolean =>
  isMissing(error) || (error instanceof RegistryError && error.details.status === 405)

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
    { cause, retryable: true },
  )
