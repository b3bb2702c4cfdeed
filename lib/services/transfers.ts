import 'server-only'
import pMap from 'p-map'
import type { PlanEntry, ResolvedManifest, ResolvedSource } from '@/lib/composition/plan-types'
import type { Transfer } from '@/lib/contract/compositions'
import type { Descriptor } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import type { Manifest } from '@/lib/oci/manifest'
import { isForeignLayerType } from '@/lib/oci/media-type'
import type { Reference } from '@/lib/oci/reference'
import type { CallOptions, RegistryClient } from '@/lib/registry/client-types'

const CONCURRENCY = 8

/** A manifest the index needs beside it, and the blobs that manifest needs there first. */
export interface ChildTransfer {
  manifest: Manifest
  from: Reference
  present: boolean
  /** It should be in the target repository, is not, and nowhere else is known to have it. */
  lost: boolean
  /** Empty when the child is present: then its blobs are too. Each blob is with the first child that needs it. */
  blobs: BlobTransfer[]
}

export interface BlobTransfer {
  descriptor: Descriptor
  from: Reference
  how: Transfer['how']
}

export interface TransferOptions extends CallOptions {
  /** Blobs that can be mounted are not asked for: the mount itself tells, for the one request the asking costs. */
  mountUnasked?: boolean
}

/**
 * What has to get into the target repository before the index can: children first, then what they stand in.
 * Costs one HEAD a child, and one HEAD a distinct blob of the children that are not there.
 */
export async function planTransfers(
  target: { reference: Reference; client: RegistryClient },
  entries: readonly PlanEntry[],
  sources: readonly ResolvedSource[],
  options: TransferOptions,
): Promise<ChildTransfer[]> {
  const { client, reference } = target
  const children = await pMap(
    neededChildren(entries, sources, reference),
    async ({ manifest, places }) => {
      const present = await client.headManifest(reference.repository, manifest.digest, options)
      // Even what was read there a moment ago may be known from memory and gone since.
      const elsewhere = places.find((place) => !sameRepository(place, reference))
      const [nearest] = places
      return {
        manifest,
        present,
        lost: !present && !elsewhere,
        from: (present ? nearest : elsewhere) ?? nearest,
      }
    },
    { concurrency: CONCURRENCY },
  )
  const placed = new Set<Digest>()
  return pMap(
    children.map((child) => ({
      ...child,
      wanted:
        child.present || child.lost
          ? []
          : blobsOf(child.manifest).filter((blob) => first(placed, blob.digest)),
    })),
    async ({ wanted, ...child }) => ({
      ...child,
      blobs: await pMap(wanted, (blob) => planBlob(target, blob, child.from, options), {
        concurrency: CONCURRENCY,
      }),
    }),
    { concurrency: CONCURRENCY },
  )
}

async function planBlob(
  { reference, client }: Parameters<typeof planTransfers>[0],
  descriptor: Descriptor,
  from: Reference,
  options: TransferOptions,
): Promise<BlobTransfer> {
  const how = from.registry === reference.registry ? 'mount' : 'copy'
  if (how === 'mount' && options.mountUnasked) return { descriptor, from, how }
  const there = await client.headBlob(reference.repository, descriptor.digest, options)
  return { descriptor, from, how: there ? 'present' : how }
}

/** As the API tells it: every child, and the blobs of those that are not there yet. */
export function describeTransfers(children: readonly ChildTransfer[]): Transfer[] {
  return children
    .filter(({ lost }) => !lost)
    .flatMap(({ manifest, from, present, blobs }) => [
      ...blobs.map(({ descriptor: { digest, mediaType, size }, how, from: source }) => ({
        digest,
        mediaType,
        size,
        how,
        from: place(source),
      })),
      {
        digest: manifest.digest,
        mediaType: manifest.mediaType,
        size: manifest.size,
        how: present ? ('present' as const) : ('copy' as const),
        from: place(from),
      },
    ])
}

interface FoundManifest {
  manifest: Manifest
  /** Where it was found, the nearest to the target first. */
  places: [Reference, ...Reference[]]
}

/** The distinct manifests the entries name, nested ones before the index they stand in. */
function neededChildren(
  entries: readonly PlanEntry[],
  sources: readonly ResolvedSource[],
  target: Reference,
): FoundManifest[] {
  const found = new Map<Digest, FoundManifest>()
  const nearestFirst = sources.toSorted(
    (a, b) => distance(a.reference, target) - distance(b.reference, target),
  )
  for (const { reference, resolved } of nearestFirst) collect(found, resolved, reference)
  const needed = new Map<Digest, FoundManifest>()
  const need = (digest: Digest) => {
    const child = found.get(digest)
    if (!child || needed.has(digest)) return
    if (child.manifest.kind === 'index') for (const inner of child.manifest.manifests) need(inner.digest)
    needed.set(digest, child)
  }
  for (const { digest } of entries) need(digest)
  return [...needed.values()]
}

function collect(found: Map<Digest, FoundManifest>, resolved: ResolvedManifest, from: Reference): void {
  if (resolved.status !== 'present') return
  const { manifest } = resolved
  const known = found.get(manifest.digest)
  if (known) known.places.push(from)
  else found.set(manifest.digest, { manifest, places: [from] })
  for (const child of resolved.children) collect(found, child.resolved, from)
}

/** Config and layers the registry must hold. Foreign layers stay with their publisher. */
function blobsOf(manifest: Manifest): Descriptor[] {
  if (manifest.kind !== 'image' && manifest.kind !== 'artifact') return []
  return [manifest.config, ...manifest.layers].filter(
    ({ mediaType, urls }) => !(isForeignLayerType(mediaType) && urls && urls.length > 0),
  )
}

const sameRepository = (a: Reference, b: Reference) =>
  a.registry === b.registry && a.repository === b.repository
const distance = (from: Reference, target: Reference) =>
  from.registry !== target.registry ? 2 : from.repository !== target.repository ? 1 : 0
const place = ({ registry, repository }: Reference) => `${registry}/${repository}`

function first(seen: Set<Digest>, digest: Digest): boolean {
  const isFirst = !seen.has(digest)
  seen.add(digest)
  return isFirst
}
