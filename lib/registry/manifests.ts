import 'server-only'
import { LRUCache } from 'lru-cache'
import type { Descriptor } from '@/lib/oci/descriptor'
import type { Digest, DigestOf } from '@/lib/oci/digest'
import { type ImageConfig, readImageConfig } from '@/lib/oci/image-config'
import { type Manifest, readManifest } from '@/lib/oci/manifest'
import { MANIFEST_ACCEPT } from '@/lib/oci/media-type'
import type { Caller } from './caller'
import type { CallOptions, TagManifest } from './client-types'
import { inconsistent } from './failures'
import { blobPath, manifestPath, pullScope } from './paths'
import { createSingleFlight } from './single-flight'
import { discard, type Incoming, readCapped } from './transport'

const MANIFEST_BYTES_MAX = 4 * 1024 * 1024
const CONFIG_BYTES_MAX = 8 * 1024 * 1024
const CACHE_BYTES_MAX = 64 * 1024 * 1024
const TAGS_REMEMBERED_MAX = 200_000
const DEADLINE_MS = 30_000
const ACCEPT = MANIFEST_ACCEPT.join(', ')

/** Reads manifests and configs, each verified against its digest and kept by it: what has a digest cannot change. */
export function createManifestReader(
  registry: string,
  caller: Caller,
  deps: { digestOf: DigestOf; now: () => number },
) {
  const manifests = new LRUCache<string, Manifest>({
    maxSize: CACHE_BYTES_MAX,
    sizeCalculation: (manifest) => 2 * manifest.size + 500,
  })
  const configs = new LRUCache<string, { config: ImageConfig; size: number }>({
    maxSize: CACHE_BYTES_MAX,
    sizeCalculation: ({ size }) => 2 * size + 500,
  })
  const tags = new LRUCache<string, { etag: string; digest: Digest }>({ max: TAGS_REMEMBERED_MAX })
  const once = createSingleFlight()

  function getTag(repository: string, tag: string, options: CallOptions = {}): Promise<TagManifest> {
    return once(`tag ${repository}:${tag}`, options.signal, () => readTag(repository, tag))
  }

  async function readTag(repository: string, tag: string): Promise<TagManifest> {
    const key = `${repository}:${tag}`
    const known = tags.get(key)
    const kept = known && manifests.get(`${repository}@${known.digest}`)
    const incoming = await getBytes(repository, tag, kept ? known?.etag : undefined)
    if (incoming.status === 304 && kept) {
      await discard(incoming)
      return { manifest: kept, changed: false, checkedAt: deps.now() }
    }
    const manifest = await verify(repository, incoming, null)
    const { etag } = incoming.headers
    if (etag && !etag.startsWith('W/')) tags.set(key, { etag, digest: manifest.digest })
    return { manifest, changed: known?.digest !== manifest.digest, checkedAt: deps.now() }
  }

  function getManifest(repository: string, digest: Digest, options: CallOptions = {}): Promise<Manifest> {
    const kept = options.verify ? undefined : manifests.get(`${repository}@${digest}`)
    if (kept) return Promise.resolve(kept)
    return once(`manifest ${repository}@${digest}`, options.signal, async () =>
      verify(repository, await getBytes(repository, digest), digest),
    )
  }

  function getConfig(
    repository: string,
    { digest }: Descriptor,
    options: CallOptions = {},
  ): Promise<ImageConfig> {
    const key = `${repository}@${digest}`
    const kept = options.verify ? undefined : configs.get(key)
    if (kept) return Promise.resolve(kept.config)
    return once(`config ${key}`, options.signal, () => readConfig(repository, digest, key))
  }

  async function readConfig(repository: string, digest: Digest, key: string): Promise<ImageConfig> {
    const incoming = await caller.call({
      method: 'GET',
      path: blobPath(repository, digest),
      scope: pullScope(repository),
      expect: [200],
      missing: 'BLOB_UNKNOWN',
      deadlineMs: DEADLINE_MS,
      idempotent: true,
    })
    const bytes = await readCapped(registry, incoming.body, CONFIG_BYTES_MAX)
    if (digest.startsWith('sha256:') && deps.digestOf(bytes) !== digest) {
      throw inconsistent(registry, `the bytes served as ${digest} have another digest.`)
    }
    const config = readImageConfig(bytes)
    if (!config) throw inconsistent(registry, `the image config ${digest} is not JSON.`)
    configs.set(key, { config, size: bytes.byteLength })
    return config
  }

  const getBytes = (repository: string, reference: string, etag?: string): Promise<Incoming> =>
    caller.call({
      method: 'GET',
      path: manifestPath(repository, reference),
      scope: pullScope(repository),
      headers: { accept: ACCEPT, ...(etag && { 'if-none-match': etag }) },
      expect: etag ? [200, 304] : [200],
      missing: 'MANIFEST_UNKNOWN',
      deadlineMs: DEADLINE_MS,
      idempotent: true,
    })

  /** Header digests are not trusted: registries serve altered bytes under the old one. */
  async function verify(repository: string, incoming: Incoming, asked: Digest | null): Promise<Manifest> {
    const bytes = await readCapped(registry, incoming.body, MANIFEST_BYTES_MAX)
    const contentType = incoming.headers['content-type'] ?? ''
    const manifest = readManifest({ bytes, contentType, digestOf: deps.digestOf })
    const told = asked ?? incoming.headers['docker-content-digest']
    if (told?.startsWith('sha256:') && told !== manifest.digest && manifest.kind !== 'schema1') {
      throw inconsistent(registry, `the manifest served as ${told} has the digest ${manifest.digest}.`)
    }
    manifests.set(`${repository}@${manifest.digest}`, manifest)
    return manifest
  }

  return {
    getTag,
    getManifest,
    getConfig,
    /** After a write or a delete what was remembered of it is no longer sure. */
    forget(repository: string, reference: string): void {
      tags.delete(`${repository}:${reference}`)
      manifests.delete(`${repository}@${reference}`)
    },
  }
}
