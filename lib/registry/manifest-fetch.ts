import 'server-only'
import type { Digest, DigestOf } from '@/lib/oci/digest'
import { isDigest } from '@/lib/oci/digest'
import { type ImageConfig, readImageConfig } from '@/lib/oci/image-config'
import { type Manifest, readManifest } from '@/lib/oci/manifest'
import { MANIFEST_ACCEPT } from '@/lib/oci/media-type'
import { drain, readBody } from './body'
import type { CallRequest } from './call-request'
import type { Caller } from './caller'
import type { CallOptions } from './client-types'
import { type Asked, registryError } from './errors'
import { BYTES_MAX, DEADLINE_MS } from './limits'
import { pullScope } from './scopes'
import { brief, type Targets } from './targets'

const ACCEPT = MANIFEST_ACCEPT.join(', ')

/** Which manifest; `condition` is what `If-None-Match` says. */
export interface Wanted extends Pick<CallOptions, 'signal' | 'lane'> {
  repository: string
  /** A tag or a digest. */
  reference: string
  condition?: string | undefined
}

export interface Fetched {
  manifest: Manifest
  etag: string | null
}

export type ManifestFetch = ReturnType<typeof createManifestFetch>

/** Asks a registry for manifests and configs, and hashes every body: registries serve altered bytes under the old digest. */
export function createManifestFetch(parts: { caller: Caller; targets: Targets; digestOf: DigestOf }) {
  const { caller, targets, digestOf } = parts

  function requestOf(
    { repository, reference, condition, signal, lane }: Wanted,
    method: 'GET' | 'HEAD',
  ): Omit<CallRequest<never>, 'read'> {
    return {
      method,
      target: targets.manifest(repository, reference),
      scopes: [pullScope(repository)],
      verb: 'read',
      headers: condition === undefined ? { accept: ACCEPT } : { accept: ACCEPT, 'if-none-match': condition },
      expect: (status) => status === 200 || (condition !== undefined && status === 304),
      deadlineMs: DEADLINE_MS.manifest,
      retry: isDigest(reference) ? 'normal' : 'tag',
      lane,
      signal,
    }
  }

  return {
    /** Null: not modified, which only an answer to a condition can be. */
    get(wanted: Wanted): Promise<Fetched | null> {
      const request = requestOf(wanted, 'GET')
      return caller.call({
        ...request,
        async read(response) {
          if (response.status === 304) return drain(response).then(() => null)
          const bytes = await readBody(response, BYTES_MAX.manifest)
          const { headers } = response
          const manifest = readManifest({ bytes, contentType: headers['content-type'] ?? '', digestOf })
          const told = [wanted.reference, headers['docker-content-digest']]
          refuseLies(manifest, told, caller.asked(request))
          return { manifest, etag: headers.etag ?? null }
        },
      })
    },

    /** The headers, or null: not modified. */
    head(wanted: Wanted): Promise<Record<string, string> | null> {
      const read: CallRequest<Record<string, string> | null>['read'] = (response) =>
        drain(response).then(() => (response.status === 304 ? null : response.headers))
      return caller.call({ ...requestOf(wanted, 'HEAD'), read })
    },

    async config(
      repository: string,
      digest: Digest,
      { signal, lane }: CallOptions,
    ): Promise<{ config: ImageConfig; size: number }> {
      const target = targets.blob(repository, digest)
      const bytes = await caller.call({
        method: 'GET',
        target,
        scopes: [pullScope(repository)],
        verb: 'read',
        expect: (status) => status === 200,
        read: (response) => readBody(response, BYTES_MAX.config),
        deadlineMs: DEADLINE_MS.blob,
        retry: 'normal',
        lane,
        signal,
      })
      const asked = caller.asked({ method: 'GET', target })
      const actual = digestOf(bytes)
      if (digest.startsWith('sha256:') && actual !== digest)
        throw lie(asked, `config ${brief(digest)}`, actual)
      const config = readImageConfig(bytes)
      if (config === null)
        throw registryError(asked, 'REGISTRY_INCONSISTENT', `The image config ${brief(digest)} is not JSON.`)
      return { config, size: bytes.byteLength }
    },
  }
}

/** `told`: the digest asked for and that of the header; a tag is none, and others than sha256 cannot be checked. */
function refuseLies({ kind, digest }: Manifest, told: readonly (string | undefined)[], asked: Asked) {
  // A schema 1 digest leaves the signatures out, so it never is that of the bytes.
  if (kind === 'schema1') return
  for (const text of told)
    if (text?.startsWith('sha256:') && text !== digest) throw lie(asked, `manifest ${brief(text)}`, digest)
}

function lie(asked: Asked, what: string, actual: Digest) {
  return registryError(
    asked,
    'REGISTRY_INCONSISTENT',
    `${asked.registry} serves ${what} with bytes that have the digest ${brief(actual)}: its storage may be damaged.`,
    { status: 200 },
  )
}
