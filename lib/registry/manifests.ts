import 'server-only'
import type { Descriptor } from '@/lib/oci/descriptor'
import type { Digest, DigestOf } from '@/lib/oci/digest'
import { isDigest } from '@/lib/oci/digest'
import { type ImageConfig, readImageConfig } from '@/lib/oci/image-config'
import { type Manifest, readManifest } from '@/lib/oci/manifest'
import { MANIFEST_ACCEPT } from '@/lib/oci/media-type'
import { drain, readBody } from './body'
import type { Caller } from './caller'
import type { CallOptions, TagManifest } from './client-types'
import { type Asked, isMissing, registryError } from './errors'
import { BYTES_MAX, DEADLINE_MS } from './limits'
import type { ManifestCache } from './manifest-cache'
import { pullScope } from './scopes'
import { createSingleFlight } from './single-flight'
import { brief, type Targets } from './targets'
import type { WireResponse } from './transport'

const ACCEPT = MANIFEST_ACCEPT.join(', ')

interface ReaderParts {
  caller: Caller
  targets: Targets
  cache: ManifestCache
  digestOf: DigestOf
  now: () => number
}

/** Reads manifests and configs. Every body is hashed: registries serve altered bytes under the old digest. */
export function createManifestReader({ caller, targets, cache, digestOf, now }: ReaderParts) {
  const shareTag = createSingleFlight<TagManifest>()
  const shareManifest = createSingleFlight<Manifest>()
  const shareConfig = createSingleFlight<ImageConfig>()

  function get<T>(
    repository: string,
    reference: string,
    etag: string | undefined,
    read: (response: WireResponse, asked: Asked) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const target = targets.manifest(repository, reference)
    const asked = caller.asked({ method: 'GET', target })
    return caller.call({
      method: 'GET',
      target,
      scopes: [pullScope(repository)],
      verb: 'read',
      headers: { accept: ACCEPT, ...(etag !== undefined && { 'if-none-match': etag }) },
      expect: (status) => status === 200 || (etag !== undefined && status === 304),
      read: (response) => read(response, asked),
      deadlineMs: DEADLINE_MS.manifest,
      retry: isDigest(reference) ? 'normal' : 'tag',
      signal,
    })
  }

  async function verify(
    { repository, wanted }: { repository: string; wanted: Digest | null },
    response: WireResponse,
    asked: Asked,
  ): Promise<Manifest> {
    const bytes = await readBody(response, BYTES_MAX.manifest)
    const contentType = response.headers['content-type'] ?? ''
    const manifest = readManifest({ bytes, contentType, digestOf })
    // A schema 1 digest leaves the signatures out, so it never is that of the bytes.
    if (manifest.kind === 'schema1') return manifest
    for (const told of [wanted, response.headers['docker-content-digest']])
      if (told?.startsWith('sha256:') && told !== manifest.digest)
        throw lie(asked, `manifest ${brief(told)}`, manifest.digest)
    cache.keepManifest(repository, manifest)
    return manifest
  }

  function readTag(repository: string, tag: string, verifying: boolean, signal: AbortSignal) {
    const known = cache.tag(repository, tag)
    const kept = known && cache.manifest(repository, known.digest)
    const read = async (response: WireResponse, asked: Asked): Promise<TagManifest> => {
      if (response.status === 304 && kept) {
        await drain(response)
        return { manifest: kept, changed: false, checkedAt: now() }
      }
      const manifest = await verify({ repository, wanted: null }, response, asked)
      cache.rememberTag(repository, tag, { digest: manifest.digest, etag: response.headers.etag })
      return { manifest, changed: known?.digest !== manifest.digest, checkedAt: now() }
    }
    // Registries answer 304 by the tag alone, even where the manifest behind it has gone.
    return get(repository, tag, verifying ? undefined : kept && known?.etag, read, signal)
  }

  async function readConfig(repository: string, digest: Digest, signal: AbortSignal): Promise<ImageConfig> {
    const target = targets.blob(repository, digest)
    const asked = caller.asked({ method: 'GET', target })
    const bytes = await caller.call({
      method: 'GET',
      target,
      scopes: [pullScope(repository)],
      verb: 'read',
      expect: (status) => status === 200,
      read: (response) => readBody(response, BYTES_MAX.config),
      deadlineMs: DEADLINE_MS.blob,
      retry: 'normal',
      signal,
    })
    const actual = digestOf(bytes)
    if (digest.startsWith('sha256:') && actual !== digest) throw lie(asked, `config ${brief(digest)}`, actual)
    const config = readImageConfig(bytes)
    if (config === null)
      throw registryError(asked, 'REGISTRY_INCONSISTENT', `The image config ${brief(digest)} is not JSON.`)
    cache.keepConfig(repository, digest, { config, size: bytes.byteLength })
    return config
  }

  const getTag = async (repository: string, tag: string, options: CallOptions = {}): Promise<TagManifest> =>
    shareTag(`${repository}:${tag} ${options.verify} ${cache.epoch()}`, options.signal, (signal) =>
      readTag(repository, tag, options.verify === true, signal),
    )

  return {
    getTag,

    async getManifest(repository: string, digest: Digest, options: CallOptions = {}): Promise<Manifest> {
      const kept = options.verify ? undefined : cache.manifest(repository, digest)
      if (kept) return kept
      return shareManifest(`${repository}@${digest}`, options.signal, (signal) =>
        get(
          repository,
          digest,
          undefined,
          (...answer) => verify({ repository, wanted: digest }, ...answer),
          signal,
        ),
      )
    },

    async getConfig(
      repository: string,
      { digest }: Descriptor,
      options: CallOptions = {},
    ): Promise<ImageConfig> {
      const kept = options.verify ? undefined : cache.config(repository, digest)
      if (kept) return kept
      return shareConfig(`${repository}@${digest}`, options.signal, (signal) =>
        readConfig(repository, digest, signal),
      )
    },

    async headTag(repository: string, tag: string, options: CallOptions = {}): Promise<Digest | null> {
      const headers = await head(caller, targets, { repository, reference: tag, signal: options.signal })
      if (headers === null) return null
      const told = headers['docker-content-digest'] ?? ''
      return isDigest(told) ? told : (await getTag(repository, tag, options)).manifest.digest
    },

    headManifest: async (
      repository: string,
      digest: Digest,
      { signal }: CallOptions = {},
    ): Promise<boolean> => (await head(caller, targets, { repository, reference: digest, signal })) !== null,
  }
}

async function head(
  caller: Caller,
  targets: Targets,
  what: { repository: string; reference: string; signal: AbortSignal | undefined },
): Promise<Record<string, string> | null> {
  try {
    return await caller.call({
      method: 'HEAD',
      target: targets.manifest(what.repository, what.reference),
      scopes: [pullScope(what.repository)],
      verb: 'read',
      headers: { accept: ACCEPT },
      expect: (status) => status === 200,
      read: (response) => drain(response).then(() => response.headers),
      deadlineMs: DEADLINE_MS.manifest,
      retry: isDigest(what.reference) ? 'normal' : 'tag',
      signal: what.signal,
    })
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

function lie(asked: Asked, what: string, actual: Digest) {
  return registryError(
    asked,
    'REGISTRY_INCONSISTENT',
    `${asked.registry} serves ${what} with bytes that have the digest ${brief(actual)}: its storage may be damaged.`,
    { status: 200 },
  )
}
