import 'server-only'
import type { EntryFacts, ImageFacts, ManifestFacts, Presence } from '@/lib/coverage/facts'
import type { Descriptor } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import type { ImageConfig } from '@/lib/oci/image-config'
import { attestationSubject, isAttestation } from '@/lib/oci/image-index'
import type { Manifest } from '@/lib/oci/manifest'

/** What the index keeps of a manifest that was read. `image` where its config was read too. */
export function factsOfManifest(
  manifest: Manifest,
  more: { state: Presence; problem: string | null; image: ImageFacts | null; checkedAt: number },
): ManifestFacts {
  return {
    digest: manifest.digest,
    kind: manifest.kind,
    mediaType: manifest.mediaType,
    artifactType: ('artifactType' in manifest && manifest.artifactType) || null,
    size: manifest.size,
    entries: manifest.kind === 'index' ? manifest.manifests.map(entryFacts) : [],
    blobs: blobsOf(manifest).map(({ digest, size }) => ({ digest, size })),
    subject: ('subject' in manifest && manifest.subject?.digest) || null,
    ...more,
  }
}

/** One that could not be read: nothing of its content is known from this reading. */
export function factsOfUnread(
  digest: Digest,
  more: { state: 'missing' | 'unreadable'; problem: string; checkedAt: number },
): ManifestFacts {
  return {
    digest,
    kind: 'unknown',
    mediaType: '',
    artifactType: null,
    size: 0,
    entries: [],
    image: null,
    blobs: [],
    subject: null,
    ...more,
  }
}

export const blobsOf = (manifest: Manifest): Descriptor[] =>
  manifest.kind === 'image' || manifest.kind === 'artifact' ? [manifest.config, ...manifest.layers] : []

export function imageFactsOf(config: ImageConfig): ImageFacts {
  const created = config.createdAt === null ? Number.NaN : Date.parse(config.createdAt)
  return {
    platform: config.platform,
    createdAt: Number.isNaN(created) ? null : created,
    labels: config.labels,
  }
}

function entryFacts(descriptor: Descriptor): EntryFacts {
  const { digest, mediaType, size, platform, artifactType } = descriptor
  return {
    digest,
    mediaType,
    size,
    platform: platform ?? null,
    artifactType: artifactType ?? null,
    attests: isAttestation(descriptor) ? (attestationSubject(descriptor) ?? '') : null,
  }
}
