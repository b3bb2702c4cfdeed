import 'server-only'
import pMap from 'p-map'
import type { Descriptor } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import type { ImageConfig } from '@/lib/oci/image-config'
import { isAttestation } from '@/lib/oci/image-index'
import type { IndexManifest, Manifest } from '@/lib/oci/manifest'
import type { Platform } from '@/lib/oci/platform'
import type { ChildReader, Reading } from './reading'

/** Indexes in indexes are followed this far; the top one counts. */
export const INDEX_DEPTH_MAX = 3
/** An index may name 18,000 entries in its 4 MiB; nobody reads that many. */
export const ENTRIES_MAX = 1000
const READS_AT_ONCE = 8

/** One image of an index, read as far as it can be. An attestation is no entry. */
export interface ReadEntry {
  /** The place in the top index, also for what a nested index holds. */
  entry: number
  descriptor: Descriptor
  manifest: Reading<Manifest>
  /** Null where there is no image config to read. */
  config: Reading<ImageConfig> | null
  /** 1 in the top index. */
  depth: number
}

export interface ReadIndex {
  entries: ReadEntry[]
  attestations: Descriptor[]
  /** Entries beyond `ENTRIES_MAX`. */
  leftOut: number
  /** Places in the top index whose entry is an index itself. */
  nested: number[]
}

/** Reads the children of an index and their configs in parallel; `wanted` leaves out declared platforms. */
export async function readEntries(
  index: IndexManifest,
  reader: ChildReader,
  wanted: (declared: Platform | undefined) => boolean = () => true,
): Promise<ReadIndex> {
  const found: ReadIndex = { entries: [], attestations: [], leftOut: 0, nested: [] }
  await descend(index, { reader, wanted, found, depth: 1, place: null, path: new Set([index.digest]) })
  found.entries.sort((a, b) => a.entry - b.entry)
  return found
}

interface Descent {
  reader: ChildReader
  wanted: (declared: Platform | undefined) => boolean
  found: ReadIndex
  depth: number
  /** The top entry this index stands for; null in the top index. */
  place: number | null
  /** Digests of the indexes around this one: one that holds itself ends there. */
  path: ReadonlySet<Digest>
}

async function descend(index: IndexManifest, descent: Descent): Promise<void> {
  const { reader, wanted, found, depth } = descent
  found.attestations.push(...index.manifests.filter(isAttestation))
  const images = [...index.manifests.entries()].filter(
    ([, descriptor]) => !isAttestation(descriptor) && wanted(descriptor.platform),
  )
  const room = Math.max(0, ENTRIES_MAX - found.entries.length)
  found.leftOut += Math.max(0, images.length - room)
  const read = await pMap(
    images.slice(0, room),
    async ([place, descriptor]): Promise<ReadEntry> => ({
      entry: descent.place ?? place,
      descriptor,
      depth,
      ...(await readChild(descriptor, reader)),
    }),
    { concurrency: READS_AT_ONCE },
  )
  for (const entry of read) {
    const child = entry.manifest.value
    if (child?.kind !== 'index') {
      found.entries.push(entry)
      continue
    }
    if (depth === 1) found.nested.push(entry.entry)
    if (depth >= INDEX_DEPTH_MAX || descent.path.has(child.digest)) found.entries.push(entry)
    else {
      const path = new Set([...descent.path, child.digest])
      await descend(child, { ...descent, depth: depth + 1, place: entry.entry, path })
    }
  }
}

/** A manifest and, where it is an image, its config. */
export async function readChild(
  descriptor: Descriptor,
  reader: ChildReader,
): Promise<Pick<ReadEntry, 'manifest' | 'config'>> {
  const manifest = await reader.manifest(descriptor.digest)
  const config = manifest.value?.kind === 'image' ? await reader.config(manifest.value.config) : null
  return { manifest, config }
}

/** The state of one platform: it can be pulled only if its manifest and its config answer. */
export function entryState({ manifest, config }: Pick<ReadEntry, 'manifest' | 'config'>): {
  status: 'present' | 'missing' | 'unreadable'
  problem: string | null
} {
  if (manifest.status === 'missing') return { status: 'missing', problem: MANIFEST_GONE }
  if (manifest.status === 'unreadable') return manifest
  if (config?.status === 'missing') return { status: 'missing', problem: CONFIG_GONE }
  if (config?.status === 'unreadable') return config
  return { status: 'present', problem: null }
}

const MANIFEST_GONE =
  'The index names this manifest, but the registry no longer has it. Push the image again, or compose the tag without it.'
const CONFIG_GONE =
  'The registry no longer has the config of this image, so it cannot be pulled. Push the image again.'
