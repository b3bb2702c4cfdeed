import 'server-only'
import type { TagPlatform, TagRow } from '@/lib/contract/tags'
import type { Descriptor } from '@/lib/oci/descriptor'
import type { ArtifactManifest, ImageManifest, IndexManifest, Manifest } from '@/lib/oci/manifest'
import { entryState, type ReadEntry, type readChild, readEntries } from './read-entries'
import type { ChildReader } from './reading'

/** A row of the tag table without its tag: what one digest holds. */
export type TagContent = Omit<TagRow, 'tag'>

/** Reads what a manifest holds, down to its children and their configs. `now` in milliseconds. */
export async function tagContent(manifest: Manifest, reader: ChildReader, now: number): Promise<TagContent> {
  const base: TagContent = {
    digest: manifest.digest,
    mediaType: manifest.mediaType,
    kind: 'unknown',
    artifactType: null,
    size: null,
    createdAt: null,
    platforms: [],
    attestations: 0,
    problem: null,
    checkedAt: new Date(now).toISOString(),
  }
  switch (manifest.kind) {
    case 'index':
      return { ...base, ...(await indexContent(manifest, reader)) }
    case 'image':
      return { ...base, ...(await imageContent(manifest, reader)) }
    case 'artifact':
      return { ...base, ...artifactContent(manifest) }
    case 'schema1':
      return { ...base, problem: SCHEMA1_SENTENCE }
    case 'unknown':
      return { ...base, problem: `Manifold cannot read this manifest. ${manifest.reason}` }
  }
}

export const SCHEMA1_SENTENCE =
  'This is an image manifest of schema 1, which clients no longer pull. Push the image again with a current tool.'

async function indexContent(index: IndexManifest, reader: ChildReader): Promise<Partial<TagContent>> {
  const { entries, attestations, leftOut } = await readEntries(index, reader)
  const platforms = entries.filter(isPlatform)
  return {
    kind: 'index',
    artifactType: index.artifactType ?? null,
    size: distinctSize(entries),
    createdAt: newest(platforms.map(createdAt)),
    platforms: platforms.map(tagPlatform),
    attestations: attestations.length,
    problem:
      leftOut > 0
        ? `Only the first entries are shown; ${leftOut} more are not read.`
        : indexProblem(platforms),
  }
}

function indexProblem(entries: readonly ReadEntry[]): string | null {
  const states = entries.map((entry) => entryState(entry).status)
  const missing = states.filter((status) => status === 'missing').length
  const unreadable = states.filter((status) => status === 'unreadable').length
  const of = entries.length === 1 ? 'Its only platform' : `of its ${entries.length} platforms`
  const say = (count: number, what: string) =>
    entries.length === 1 ? `${of} ${what}.` : `${count} ${of} ${what}.`
  if (missing > 0) return say(missing, 'cannot be pulled: the registry no longer has all of it')
  return unreadable > 0 ? say(unreadable, 'could not be read') : null
}

async function imageContent(image: ImageManifest, reader: ChildReader): Promise<Partial<TagContent>> {
  const entry: ReadEntry = { entry: 0, depth: 1, descriptor: image, ...(await ownChild(image, reader)) }
  return {
    kind: 'image',
    size: distinctSize([entry]),
    createdAt: createdAt(entry),
    platforms: [tagPlatform(entry)],
    problem: entryState(entry).problem,
  }
}

/** The image itself is at hand; only its config is asked for. */
export async function ownChild(image: ImageManifest, reader: ChildReader): ReturnType<typeof readChild> {
  return {
    manifest: { status: 'present', value: image, problem: null },
    config: await reader.config(image.config),
  }
}

function artifactContent(artifact: ArtifactManifest): Partial<TagContent> {
  return {
    kind: 'artifact',
    artifactType: artifact.artifactType,
    size: pullSize(artifact),
    createdAt: artifact.annotations['org.opencontainers.image.created'] ? annotatedInstant(artifact) : null,
  }
}

/** An artifact without a platform is something else an index carries, such as a chart. */
function isPlatform({ manifest, descriptor }: ReadEntry): boolean {
  return manifest.value?.kind !== 'artifact' || descriptor.platform !== undefined
}

function tagPlatform(entry: ReadEntry): TagPlatform {
  const { descriptor, manifest, config } = entry
  return {
    platform: descriptor.platform ?? config?.value?.platform ?? { os: '', architecture: '' },
    digest: descriptor.digest,
    size: pullSize(manifest.value),
    createdAt: createdAt(entry),
    status: entryState(entry).status,
  }
}

const createdAt = ({ config }: ReadEntry): string | null => config?.value?.createdAt ?? null

/** The latest of some instants; null where none is known. */
export function newest(instants: readonly (string | null)[]): string | null {
  return instants.reduce((last, next) => {
    if (last === null || next === null) return last ?? next
    return Date.parse(next) > Date.parse(last) ? next : last
  }, null)
}

/** Config and layers of an image or artifact: what a pull fetches. Null for anything else. */
export function pullSize(manifest: Manifest | null): number | null {
  const blobs = blobsOf(manifest)
  return blobs === null ? null : blobs.reduce((sum, { size }) => sum + size, 0)
}

/** Bytes of all blobs of some images, a shared one counted once. Null where one is unreadable or none is known. */
export function distinctSize(entries: readonly Pick<ReadEntry, 'manifest'>[]): number | null {
  if (entries.some(({ manifest }) => manifest.status === 'unreadable')) return null
  const known = entries.flatMap(({ manifest }) => blobsOf(manifest.value) ?? [])
  if (known.length === 0 && entries.length > 0) return null
  return [...new Map(known.map(({ digest, size }) => [digest, size])).values()].reduce(
    (sum, size) => sum + size,
    0,
  )
}

function blobsOf(manifest: Manifest | null): Descriptor[] | null {
  return manifest?.kind === 'image' || manifest?.kind === 'artifact'
    ? [manifest.config, ...manifest.layers]
    : null
}

function annotatedInstant({ annotations }: ArtifactManifest): string | null {
  const time = Date.parse(annotations['org.opencontainers.image.created'] ?? '')
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}
