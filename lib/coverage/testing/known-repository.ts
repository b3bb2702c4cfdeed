import type { Digest } from '@/lib/oci/digest'
import { DOCKER_LIST, DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST } from '@/lib/oci/media-type'
import { type Platform, parsePlatform } from '@/lib/oci/platform'
import type { EntryFacts, ManifestFacts, Presence, RepositoryFacts, TagEventFacts, TagFacts } from '../facts'

export const digestNo = (n: number): Digest => `sha256:${n.toString(16).padStart(64, '0')}`

export function platformOf(specifier: string): Platform {
  const platform = parsePlatform(specifier)
  if (!platform.ok) throw new Error(platform.error.message)
  return platform.value
}

export interface KnownImage {
  /** As the index declares it; null where it does not. */
  declared: Platform | null
  /** As its config says; null where that was not read. */
  built: Platform | null
  state?: Presence
  createdAt?: number
  docker?: boolean
  digest?: Digest
}

export const image = (specifier: string, more: Partial<KnownImage> = {}): KnownImage => ({
  declared: platformOf(specifier),
  built: platformOf(specifier),
  ...more,
})

/** Facts of one repository, made step by step. */
export function knownRepository(registry = 'localhost:5000', repository = 'team/app') {
  const tags: TagFacts[] = []
  const manifests = new Map<Digest, ManifestFacts>()
  const history = new Map<string, TagEventFacts[]>()
  const facts: RepositoryFacts = {
    version: 1,
    registry,
    repository,
    tags,
    manifests,
    history,
    compositions: new Map(),
  }
  let count = 100

  const keep = (manifest: Partial<ManifestFacts> & { digest: Digest }) => {
    manifests.set(manifest.digest, {
      state: 'present',
      problem: null,
      kind: 'image',
      mediaType: OCI_MANIFEST,
      artifactType: null,
      size: 100,
      entries: [],
      image: null,
      blobs: [],
      subject: null,
      checkedAt: 1,
      ...manifest,
    })
    return manifest.digest
  }
  const keepImage = ({ built, state = 'present', createdAt, docker, digest }: KnownImage): Digest => {
    const own = digest ?? digestNo(count++)
    return keep({
      digest: own,
      state,
      mediaType: docker ? DOCKER_MANIFEST : OCI_MANIFEST,
      image: built && { platform: built, createdAt: createdAt ?? null, labels: {} },
      blobs: [
        { digest: digestNo(count++), size: 10 },
        { digest: digestNo(7), size: 90 },
      ],
    })
  }
  const entryOf = (child: KnownImage): EntryFacts => ({
    digest: keepImage(child),
    mediaType: child.docker ? DOCKER_MANIFEST : OCI_MANIFEST,
    size: 100,
    platform: child.declared,
    artifactType: null,
    attests: null,
  })

  return {
    facts,
    keep,
    tag(tag: string, digest: Digest | null, more: Partial<TagFacts> = {}) {
      tags.push({ tag, state: 'present', digest, problem: null, checkedAt: 1, verifiedAt: null, ...more })
    },
    index(
      children: readonly KnownImage[],
      more: Partial<ManifestFacts> & { attests?: Digest[] } = {},
    ): Digest {
      const { attests = [], ...rest } = more
      const entries = children.map(entryOf)
      const docker = children.length > 0 && children.every((child) => child.docker)
      for (const subject of attests) {
        const digest = keep({ digest: digestNo(count++), kind: 'artifact' })
        const platform = { os: 'unknown', architecture: 'unknown' }
        entries.push({
          digest,
          mediaType: OCI_MANIFEST,
          size: 100,
          platform,
          artifactType: null,
          attests: subject,
        })
      }
      return keep({
        digest: digestNo(count++),
        kind: 'index',
        mediaType: docker ? DOCKER_LIST : OCI_INDEX,
        entries,
        ...rest,
      })
    },
    single: (child: KnownImage): Digest => keepImage(child),
    /** Newest first. */
    past(tag: string, ...events: TagEventFacts[]) {
      history.set(tag, events)
    },
  }
}
