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
  /** Empty when the child is present: then its blobs are too. Each blob is with the first child that needs it. */
  blobs: BlobTransfer[]
}

export interface BlobTransfer {
  descriptor: Descriptor
  from: Reference
  how: Transfer['how']
}

/**
 * What has to get into the target repository before the index can: children first, then what they stand in.
 * Asks the target for each child, and for the blobs of those it lacks.
 */
export async function planTransfers(
  target: { reference: Reference; client: RegistryClient },
  entries: readonly PlanEntry[],
  sources: readonly ResolvedSource[],
  options: CallOptions,
): Promise<ChildTransfer[]> {
  const { client, reference } = target
  const children = neededChildren(entries, sources, reference)
  const present = await pMap(
    children,
    ({ manifest, from }) =>
      sameRepository(from, reference) || client.headManifest(reference.repository, manifest.digest, options),
    { concurrency: CONCURRENCY },
  )
  const placed = new Set<Digest>()
  return pMap(
    children.map((child, place) => ({
      ...child,
      present: present[place] === true,
      wanted:
        present[place] === true ? [] : blobsOf(child.manifest).filter((blob) => first(placed, blob.digest)),
    })),
    async ({ wanted, ...child }) => ({
      ...child,
      blobs: await pMap(
        wanted,
        async (descriptor): Promise<BlobTransfer> => {
          const there = await client.headBlob(reference.repository, descriptor.digest, options)
          return { descriptor, from: child.from, how: there ? 'present' : howToBring(child.from, reference) }
        },
        { concurrency: CONCURRENCY },
      ),
    }),
    { concurrency: CONCURRENCY },
  )
}

/** As the API tells it: every child, and the blobs of those that are not there yet. */
export function describeTransfers(children: readonly ChildTransfer[]): Transfer[] {
  return children.flatMap(({ manifest, from, present, blobs }) => [
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
  from: Reference
}

/** The distinct manifests the entries name, nested ones before the index they stand in. */
function neededChildren(
  entries: readonly PlanEntry[],
  sources: readonly ResolvedSource[],
  target: Reference,
): FoundManifest[] {
  const found = new Map<Digest, FoundManifest>()
  // Where the same manifest is in two places, the target's own repository is the nearer one.
  const nearestLast = sources.toSorted(
    (a, b) => nearness(a.reference, target) - nearness(b.reference, target),
  )
  for (const { reference, resolved } of nearestLast) collect(found, resolved, reference)
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
  found.set(resolved.manifest.digest, { manifest: resolved.manifest, from })
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
const nearness = (from: Reference, target: Reference) =>
  from.registry !== target.registry ? 0 : from.repository !== target.repository ? 1 : 2
const howToBring = (from: Reference, target: Reference) =>
  from.registry === target.registry ? 'mount' : 'copy'
const place = ({ registry, repository }: Reference) => `${registry}/${repository}`

function first(seen: Set<Digest>, digest: Digest): boolean {
  const isFirst = !seen.has(digest)
  seen.add(digest)
  return isFirst
}
