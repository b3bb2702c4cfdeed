import type { Digest } from '@/lib/oci/digest'
import type { Platform } from '@/lib/oci/platform'
import type { EntryFacts, ManifestFacts, Presence } from './facts'
import { namesPlatform } from './names-platform'

/** Indexes in indexes are followed this far; the top one counts. */
const INDEX_DEPTH_MAX = 3
const ENTRIES_MAX = 1000

/** One image of a tag: an entry of its index, of an index in it, or the image itself. */
export interface ContentEntry {
  digest: Digest
  mediaType: string
  /** As the index names it; null where it names none, and for an image alone. */
  declared: Platform | null
  /** Declared, else its config's; null where neither tells. */
  platform: Platform | null
  state: Presence
  problem: string | null
  /** Null where it was never read. */
  manifest: ManifestFacts | null
  nested: boolean
}

export interface ContentAttestation {
  digest: Digest
  attests: string
  state: Presence
  problem: string | null
  /** Whether what it attests is in the same index. */
  attached: boolean
}

/** All that is behind one digest, as far as the index knows. */
export interface TagContent {
  manifest: ManifestFacts | null
  kind: 'index' | 'image' | 'artifact' | 'unknown'
  entries: ContentEntry[]
  attestations: ContentAttestation[]
  schema1: boolean
}

/** Follows a digest through the manifests of its repository. What was never read is unreadable, never missing. */
export function contentOf(digest: Digest, manifests: ReadonlyMap<Digest, ManifestFacts>): TagContent {
  const manifest = manifests.get(digest) ?? null
  const content: TagContent = {
    manifest,
    kind: kindOf(manifest),
    entries: [],
    attestations: [],
    schema1: manifest?.kind === 'schema1',
  }
  if (manifest?.kind === 'index') openIndex(content, manifest, manifests, 1)
  if (manifest?.kind === 'image') content.entries.push(imageItself(manifest))
  return content
}

function kindOf(manifest: ManifestFacts | null): TagContent['kind'] {
  return manifest === null || manifest.kind === 'schema1' ? 'unknown' : manifest.kind
}

const imageItself = (manifest: ManifestFacts): ContentEntry => ({
  digest: manifest.digest,
  mediaType: manifest.mediaType,
  declared: null,
  platform: manifest.image?.platform ?? null,
  state: manifest.state,
  problem: manifest.problem,
  manifest,
  nested: false,
})

function openIndex(
  content: TagContent,
  index: ManifestFacts,
  manifests: ReadonlyMap<Digest, ManifestFacts>,
  depth: number,
): void {
  const named = new Set(index.entries.map(({ digest }) => digest))
  for (const entry of index.entries) {
    const child = manifests.get(entry.digest) ?? null
    if (entry.attests !== null) {
      const attached = named.has(entry.attests)
      content.attestations.push({ digest: entry.digest, attests: entry.attests, attached, ...stateOf(child) })
    } else if (child?.kind === 'index' && child.state === 'present' && depth < INDEX_DEPTH_MAX) {
      openIndex(content, child, manifests, depth + 1)
    } else if (content.entries.length < ENTRIES_MAX && isImage(entry, child)) {
      content.entries.push(entryOf(entry, child, depth > 1))
    }
    if (child?.kind === 'schema1') content.schema1 = true
  }
}

/** An artifact without a platform is something else an index carries, such as a chart. */
const isImage = (entry: EntryFacts, child: ManifestFacts | null): boolean =>
  child?.kind !== 'artifact' || (entry.platform !== null && namesPlatform(entry.platform))

function entryOf(entry: EntryFacts, child: ManifestFacts | null, nested: boolean): ContentEntry {
  return {
    digest: entry.digest,
    mediaType: entry.mediaType,
    declared: entry.platform,
    platform: entry.platform ?? child?.image?.platform ?? null,
    manifest: child,
    nested,
    ...stateOf(child),
  }
}

const stateOf = (child: ManifestFacts | null): { state: Presence; problem: string | null } =>
  child
    ? { state: child.state, problem: child.problem }
    : { state: 'unreadable', problem: 'It was not read yet.' }
