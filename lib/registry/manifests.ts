import 'server-only'
import type { Descriptor } from '@/lib/oci/descriptor'
import { type Digest, isDigest } from '@/lib/oci/digest'
import type { ImageConfig } from '@/lib/oci/image-config'
import type { Manifest } from '@/lib/oci/manifest'
import type { CallOptions, TagManifest } from './client-types'
import { isMissing } from './errors'
import type { ManifestCache } from './manifest-cache'
import type { ManifestFetch } from './manifest-fetch'
import { createSingleFlight } from './single-flight'

interface ReaderParts {
  fetch: ManifestFetch
  cache: ManifestCache
  now: () => number
}

/**
 * Reads manifests and configs. People's reads are kept and shared; those of a scan are neither, since millions that
 * pass once would drive out what people look at, and nobody should wait for a turn behind scans.
 */
export function createManifestReader({ fetch, cache, now }: ReaderParts) {
  const shareTag = createSingleFlight<TagManifest>()
  const shareManifest = createSingleFlight<Manifest>()
  const shareConfig = createSingleFlight<ImageConfig>()

  async function readManifest(repository: string, digest: Digest, options: CallOptions): Promise<Manifest> {
    const fetched = await fetch.get({ ...options, repository, reference: digest })
    if (fetched === null) throw new Error('Not modified, though nothing was known.')
    return fetched.manifest
  }

  async function readTag(repository: string, tag: string, verify: boolean, signal: AbortSignal) {
    const known = cache.tag(repository, tag)
    const kept = known && cache.manifest(repository, known.digest)
    // Registries answer 304 by the tag alone, even where the manifest behind it has gone.
    const condition = verify || !kept ? undefined : known?.etag
    const fetched = await fetch.get({ repository, reference: tag, condition, signal })
    if (fetched === null) {
      if (!kept) throw new Error('Not modified, though nothing was known.')
      return { manifest: kept, changed: false, checkedAt: now() }
    }
    const { manifest, etag } = fetched
    keep(repository, manifest)
    cache.rememberTag(repository, tag, { digest: manifest.digest, etag: etag ?? undefined })
    return { manifest, changed: known?.digest !== manifest.digest, checkedAt: now() }
  }

  function keep(repository: string, manifest: Manifest): Manifest {
    if (manifest.kind !== 'schema1') cache.keepManifest(repository, manifest)
    return manifest
  }

  const getTag = async (repository: string, tag: string, options: CallOptions = {}): Promise<TagManifest> =>
    shareTag(`${repository}:${tag} ${options.verify} ${cache.epoch()}`, options.signal, (signal) =>
      readTag(repository, tag, options.verify === true, signal),
    )

  return {
    getTag,

    async getManifest(repository: string, digest: Digest, options: CallOptions = {}): Promise<Manifest> {
      if (options.lane === 'scan') return readManifest(repository, digest, options)
      const kept = options.verify ? undefined : cache.manifest(repository, digest)
      if (kept) return kept
      return shareManifest(`${repository}@${digest}`, options.signal, async (signal) =>
        keep(repository, await readManifest(repository, digest, { signal })),
      )
    },

    async getConfig(
      repository: string,
      { digest }: Descriptor,
      options: CallOptions = {},
    ): Promise<ImageConfig> {
      if (options.lane === 'scan') return (await fetch.config(repository, digest, options)).config
      const kept = options.verify ? undefined : cache.config(repository, digest)
      if (kept) return kept
      return shareConfig(`${repository}@${digest}`, options.signal, async (signal) => {
        const entry = await fetch.config(repository, digest, { signal })
        cache.keepConfig(repository, digest, entry)
        return entry.config
      })
    },

    async headTag(repository: string, tag: string, options: CallOptions = {}): Promise<Digest | null> {
      const headers = await fetch.head({ ...options, repository, reference: tag }).catch(nullIfMissing)
      if (headers === null) return null
      const told = headers['docker-content-digest'] ?? ''
      if (isDigest(told)) return told
      const fetched = await fetch.get({ ...options, repository, reference: tag })
      return fetched?.manifest.digest ?? null
    },

    async headManifest(repository: string, digest: Digest, options: CallOptions = {}): Promise<boolean> {
      const headers = await fetch.head({ ...options, repository, reference: digest }).catch(nullIfMissing)
      return headers !== null
    },
  }
}

function nullIfMissing(error: unknown): null {
  if (isMissing(error)) return null
  throw error
}
