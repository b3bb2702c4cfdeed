import 'server-only'
import { LRUCache } from 'lru-cache'
import type { Digest } from '@/lib/oci/digest'
import type { ImageConfig } from '@/lib/oci/image-config'
import type { Manifest } from '@/lib/oci/manifest'

const BYTES_MAX = 64 * 1024 * 1024
const TAGS_MAX = 200_000
/** The parsed view beside the raw bytes, and the entry itself. */
const weigh = (bytes: number): number => 3 * bytes + 500

interface KnownTag {
  digest: Digest
  etag: string | undefined
}

export type ManifestCache = ReturnType<typeof createManifestCache>

/**
 * What has a digest cannot change, so it is kept by it, verified, as long as there is room. By repository too:
 * that one repository has a manifest says nothing about another.
 */
export function createManifestCache() {
  const manifests = new LRUCache<string, Manifest>({
    maxSize: BYTES_MAX,
    sizeCalculation: ({ size }) => weigh(size),
  })
  const configs = new LRUCache<string, { config: ImageConfig; size: number }>({
    maxSize: BYTES_MAX,
    sizeCalculation: ({ size }) => weigh(size),
  })
  const tags = new LRUCache<string, KnownTag>({ max: TAGS_MAX })
  let forgotten = 0

  return {
    manifest: (repository: string, digest: Digest) => manifests.get(`${repository}@${digest}`),
    keepManifest: (repository: string, manifest: Manifest) =>
      void manifests.set(`${repository}@${manifest.digest}`, manifest),
    config: (repository: string, digest: Digest) => configs.get(`${repository}@${digest}`)?.config,
    keepConfig: (repository: string, digest: Digest, entry: { config: ImageConfig; size: number }) =>
      void configs.set(`${repository}@${digest}`, entry),
    tag: (repository: string, tag: string) => tags.get(`${repository}:${tag}`),
    rememberTag: (repository: string, tag: string, known: KnownTag) =>
      void tags.set(`${repository}:${tag}`, known),
    /** Changes with every `forget`: an answer that was on its way by then is not one for whoever asks afterwards. */
    epoch: () => forgotten,
    /** After a write or a delete, what was known is no longer sure. `reference`: a tag or a digest. */
    forget(repository: string, reference: string) {
      forgotten++
      tags.delete(`${repository}:${reference}`)
      manifests.delete(`${repository}@${reference}`)
    },
  }
}
