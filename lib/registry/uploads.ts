import 'server-only'
import { createHash } from 'node:crypto'
import { pipeline, Transform } from 'node:stream'
import type { Caller } from './caller'
import type { CallOptions, UploadSource } from './client-types'
import { inconsistent } from './failures'
import { parseUrl } from './parse-url'
import { pushScope, uploadsPath } from './paths'
import { discard } from './transport'

const DEADLINE_MS = 30_000

interface Session {
  path: string
  query: string
}

/** Puts blobs into a repository: by mounting what the registry has, else by streaming (distribution-spec, pushing blobs). */
export function createUploader(registry: string, caller: Caller) {
  /** A refused mount opens an upload; it is used by the upload that follows. */
  const offered = new Map<string, Session>()

  async function mountBlob(
    repository: string,
    digest: string,
    from: string,
    options: CallOptions = {},
  ): Promise<boolean> {
    const incoming = await caller.call({
      method: 'POST',
      path: uploadsPath(repository),
      query: new URLSearchParams({ mount: digest, from }).toString(),
      scope: `${pushScope(repository)} repository:${from}:pull`,
      headers: { 'content-length': '0' },
      expect: [201, 202],
      missing: 'NAME_UNKNOWN',
      deadlineMs: DEADLINE_MS,
      idempotent: false,
      ...(options.signal && { signal: options.signal }),
    })
    await discard(incoming)
    if (incoming.status === 201) return true
    offered.set(`${repository}@${digest}`, readLocation(incoming.headers.location))
    return false
  }

  async function uploadBlob(
    repository: string,
    source: UploadSource,
    options: CallOptions & { onBytes?: (done: number) => void } = {},
  ): Promise<void> {
    const key = `${repository}@${source.digest}`
    const session = offered.get(key) ?? (await openSession(repository, options.signal))
    offered.delete(key)
    const query = new URLSearchParams(session.query)
    query.set('digest', source.digest)
    const incoming = await caller.call({
      method: 'PUT',
      path: session.path,
      query: query.toString(),
      scope: pushScope(repository),
      headers: { 'content-type': 'application/octet-stream', 'content-length': String(source.size) },
      expect: [201, 204],
      missing: 'NAME_UNKNOWN',
      headersTimeoutMs: 0,
      idempotent: false,
      body: () => openChecked(source, options),
      ...(options.signal && { signal: options.signal }),
    })
    await discard(incoming)
  }

  async function openSession(repository: string, signal: AbortSignal | undefined): Promise<Session> {
    const incoming = await caller.call({
      method: 'POST',
      path: uploadsPath(repository),
      scope: pushScope(repository),
      headers: { 'content-length': '0' },
      expect: [202],
      missing: 'NAME_UNKNOWN',
      deadlineMs: DEADLINE_MS,
      idempotent: false,
      ...(signal && { signal }),
    })
    await discard(incoming)
    return readLocation(incoming.headers.location)
  }

  /** Only path and query are taken, and used on the registry's own address: a header cannot send the upload elsewhere. */
  function readLocation(location: string | undefined): Session {
    const url = parseUrl(location ?? '', 'http://registry.invalid')
    if (!location || !url?.pathname.includes('/v2/')) {
      throw inconsistent(registry, 'it opened an upload without saying where.')
    }
    return { path: url.pathname, query: url.search.slice(1) }
  }

  /** Hashes on the way through and breaks the upload off before its end when the bytes are not the blob. */
  async function openChecked(
    source: UploadSource,
    options: { signal?: AbortSignal; onBytes?: (done: number) => void },
  ) {
    const hash = createHash(source.digest.slice(0, source.digest.indexOf(':')))
    let done = 0
    const check = new Transform({
      transform(chunk: Buffer, _encoding, next) {
        hash.update(chunk)
        done += chunk.length
        options.onBytes?.(done)
        const ended = done >= source.size
        const lies =
          done > source.size ||
          (ended && `${source.digest.split(':')[0]}:${hash.copy().digest('hex')}` !== source.digest)
        if (lies) next(inconsistent(registry, `the bytes of the blob ${source.digest} have another digest.`))
        else next(null, chunk)
      },
    })
    return pipeline(await source.open(options.signal ?? new AbortController().signal), check, () => undefined)
  }

  return { mountBlob, uploadBlob }
}
