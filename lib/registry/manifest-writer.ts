import 'server-only'
import { type Digest, type DigestOf, isDigest } from '@/lib/oci/digest'
import { drain } from './body'
import type { Caller } from './caller'
import type { CallOptions } from './client-types'
import { RegistryError, registryError } from './errors'
import { DEADLINE_MS } from './limits'
import type { ManifestCache } from './manifest-cache'
import { deleteScope, pushScope } from './scopes'
import { brief, type Targets } from './targets'

interface WriterParts {
  caller: Caller
  targets: Targets
  cache: ManifestCache
  digestOf: DigestOf
  headTag(repository: string, tag: string, options?: CallOptions): Promise<Digest | null>
}

/** Puts and deletes manifests. */
export function createManifestWriter({ caller, targets, cache, digestOf, headTag }: WriterParts) {
  async function put(
    repository: string,
    reference: string,
    mediaType: string,
    bytes: Uint8Array,
    signal?: AbortSignal,
  ) {
    const target = targets.manifest(repository, reference)
    const told = await caller.call({
      method: 'PUT',
      target: { ...target, missing: 'NAME_UNKNOWN' },
      scopes: [pushScope(repository)],
      verb: 'write',
      headers: { 'content-type': mediaType, 'content-length': String(bytes.byteLength) },
      body: () => bytes,
      expect: (status) => status >= 200 && status < 300,
      read: (response) => drain(response).then(() => response.headers['docker-content-digest']),
      deadlineMs: DEADLINE_MS.put,
      // The same bytes under their digest may be put twice; a tag may have moved on in between.
      retry: isDigest(reference) ? 'normal' : 'never',
      signal,
    })
    const digest = digestOf(bytes)
    if (told?.startsWith('sha256:') && told !== digest)
      throw registryError(
        caller.asked({ method: 'PUT', target }),
        'REGISTRY_INCONSISTENT',
        `${target.subject} was stored as ${brief(told)}, not as the ${brief(digest)} that was sent.`,
      )
    return digest
  }

  return {
    async putManifest(
      repository: string,
      reference: string,
      mediaType: string,
      bytes: Uint8Array,
      options: CallOptions = {},
    ): Promise<Digest> {
      cache.forget(repository, reference)
      try {
        return await put(repository, reference, mediaType, bytes, options.signal)
      } catch (error) {
        // A put without an answer may have happened all the same: the tag tells.
        const digest = digestOf(bytes)
        if (isDigest(reference) || !isAmbiguous(error)) throw error
        const now = await headTag(repository, reference, options).catch(() => null)
        if (now !== digest) throw error
        return digest
      } finally {
        // What was read while the write was on its way may be from before it.
        cache.forget(repository, reference)
      }
    },

    async deleteManifest(repository: string, reference: string, { signal }: CallOptions = {}): Promise<void> {
      cache.forget(repository, reference)
      await caller
        .call({
          method: 'DELETE',
          target: targets.manifest(repository, reference),
          scopes: [deleteScope(repository)],
          verb: 'delete',
          expect: (status) => status >= 200 && status < 300,
          read: drain,
          deadlineMs: DEADLINE_MS.put,
          // A registry may fail half-way through; whoever deletes reads again before telling.
          retry: 'never',
          signal,
        })
        .finally(() => cache.forget(repository, reference))
    },
  }
}

function isAmbiguous(error: unknown): boolean {
  if (!(error instanceof RegistryError)) return false
  const { status } = error.details
  return status === null || status === 408 || status >= 500
}
