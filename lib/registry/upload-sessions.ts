import 'server-only'
import { drain } from './body'
import type { Caller } from './caller'
import type { UploadSession } from './client-types'
import { type Asked, RegistryError, registryError } from './errors'
import { DEADLINE_MS } from './limits'
import { parseUrl } from './parse-url'
import { pushScope } from './scopes'
import type { Targets } from './targets'
import type { WireResponse } from './transport'

/** How far an open upload has come, and where it goes on. */
export interface UploadStatus {
  session: UploadSession
  /** Bytes the registry has stored, at least 2: see `bytesOf`. */
  bytes: number
}

/** Opens, asks and closes uploads (distribution-spec, pushing blobs). The bytes are sent elsewhere. */
export function createUploadSessions(caller: Caller, targets: Targets) {
  return {
    /** Null where the registry answers that it has the blob (201): a mount, for one. */
    open(
      repository: string,
      { query = '', scopes = [pushScope(repository)] }: { query?: string; scopes?: string[] },
      signal: AbortSignal | undefined,
    ): Promise<UploadSession | null> {
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
          return response.status === 201
            ? null
            : sessionOf(response, caller.asked({ method: 'POST', target }))
        },
        deadlineMs: DEADLINE_MS.put,
        retry: 'normal',
        signal,
      })
    },

    /** What a broken upload has left there; null where the registry does not tell, so that it has to begin again. */
    async status(
      repository: string,
      session: UploadSession,
      signal: AbortSignal | undefined,
    ): Promise<UploadStatus | null> {
      const target = { ...targets.uploads(repository), path: session.path }
      try {
        return await caller.call({
          method: 'GET',
          target,
          query: session.query,
          scopes: [pushScope(repository)],
          verb: 'go on with',
          expect: (status) => status >= 200 && status < 300,
          read: async (response) => {
            await drain(response)
            const bytes = bytesOf(response.headers.range)
            const moved = response.headers.location !== undefined
            const asked = caller.asked({ method: 'GET', target })
            return bytes === null ? null : { session: moved ? sessionOf(response, asked) : session, bytes }
          },
          deadlineMs: DEADLINE_MS.put,
          retry: 'normal',
          signal,
        })
      } catch (error) {
        if (error instanceof RegistryError) return null
        throw error
      }
    },

    /** Best effort: a session nobody closes is purged by the registry itself. */
    async cancel(repository: string, session: UploadSession): Promise<void> {
      const cancelling = caller.call({
        method: 'DELETE',
        target: { ...targets.uploads(repository), path: session.path },
        query: session.query,
        scopes: [pushScope(repository)],
        verb: 'cancel',
        expect: () => true,
        read: drain,
        deadlineMs: DEADLINE_MS.ping,
        retry: 'never',
      })
      await cancelling.catch(() => undefined)
    },
  }
}

/** Registries write `0-0` for one byte and for none: that is no place to go on from. */
function bytesOf(range: string | undefined): number | null {
  const last = /^(?:bytes[= ])?0-(\d{1,15})$/.exec(range ?? '')?.[1]
  return last === undefined || Number(last) === 0 ? null : Number(last) + 1
}

/** Only path and query are taken, and used on the registry's own address: a header cannot send the upload elsewhere. */
function sessionOf({ headers }: WireResponse, asked: Asked): UploadSession {
  const url = headers.location === undefined ? null : parseUrl(headers.location, asked.url)
  if (!url?.pathname.includes('/blobs/uploads/'))
    throw registryError(
      asked,
      'REGISTRY_INCONSISTENT',
      `${asked.registry} opened an upload without saying where.`,
    )
  return { path: url.pathname, query: url.search.slice(1) }
}
