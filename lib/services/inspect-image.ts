import 'server-only'
import type { InspectQuery, InspectResponse } from '@/lib/contract/inspect'
import { meetsRequirement } from '@/lib/coverage/require'
import { attestationSubject, attestationType } from '@/lib/oci/image-index'
import type { ImageManifest, IndexManifest, Manifest } from '@/lib/oci/manifest'
import { type Platform, parsePlatform } from '@/lib/oci/platform'
import { formatReference } from '@/lib/oci/reference'
import type { Context } from './context'
import { imageReference } from './image-reference'
import { inspectEntry, withSharing } from './inspect-entry'
import { inspectWarnings } from './inspect-warnings'
import { type ReadIndex, readEntries } from './read-entries'
import { type ChildReader, createChildReader } from './reading'
import { ServiceError } from './service-error'
import { distinctSize, newest, ownChild } from './tag-content'
import { forgetContent } from './tag-row'

/** Everything one reference holds. A child or config that cannot be read is part of the answer, with its sentence. */
export async function inspectImage(
  context: Context,
  query: Pick<InspectQuery, 'ref' | 'platform' | 'verify'>,
  signal: AbortSignal,
): Promise<InspectResponse> {
  const { reference, registry } = imageReference(context, query.ref)
  const { manifest, checkedAt } = await readManifestOf(context, query, signal)
  const { repository } = reference
  if (query.verify) forgetContent(registry, repository, manifest.digest)
  const reader = createChildReader(registry.client, repository, { verify: query.verify, signal })
  const content = await contentOf(manifest, reader, wantedPlatform(query.platform))
  if (query.platform !== undefined && content.entries.length === 0)
    throw noSuchPlatform(query.ref, query.platform)
  const platforms = withSharing(content.entries.map(inspectEntry))
  const attestations = inspectAttestations(content, manifest)
  return {
    ref: formatReference(reference),
    digest: manifest.digest,
    mediaType: manifest.mediaType,
    kind: manifest.kind === 'schema1' ? 'unknown' : manifest.kind,
    artifactType: 'artifactType' in manifest ? (manifest.artifactType ?? null) : null,
    manifestSize: manifest.size,
    annotations: 'annotations' in manifest ? manifest.annotations : {},
    size: {
      total: platforms.reduce((sum, { size }) => sum + (size ?? 0), 0),
      distinct: distinctSize(content.entries.filter((entry) => entry.manifest.value !== null)) ?? 0,
    },
    createdAt: newest(platforms.map(({ config }) => config?.createdAt ?? null)),
    platforms,
    attestations,
    warnings: inspectWarnings(manifest, content, { platforms, attestations }),
    checkedAt: new Date(checkedAt).toISOString(),
  }
}

/** The manifest a reference names, exactly as the registry serves it. `checkedAt` in milliseconds. */
export async function readManifestOf(
  context: Context,
  query: Pick<InspectQuery, 'ref' | 'verify'>,
  signal: AbortSignal,
): Promise<{ manifest: Manifest; checkedAt: number }> {
  const { reference, registry } = imageReference(context, query.ref)
  const { repository, tag, digest } = reference
  if (digest === undefined && tag !== undefined) return registry.client.getTag(repository, tag, { signal })
  const manifest = await registry.client.getManifest(repository, digest ?? '', {
    signal,
    verify: query.verify,
  })
  return { manifest, checkedAt: context.now() }
}

async function contentOf(
  manifest: Manifest,
  reader: ChildReader,
  wanted: (platform: Platform | undefined) => boolean,
): Promise<ReadIndex> {
  if (manifest.kind === 'index') return indexContent(manifest, reader, wanted)
  const none: ReadIndex = { entries: [], attestations: [], leftOut: 0, nested: [] }
  if (manifest.kind === 'image') return { ...none, entries: [await onlyEntry(manifest, reader)] }
  if (manifest.kind !== 'artifact') return none
  const present = { status: 'present', value: manifest, problem: null } as const
  return { ...none, entries: [{ entry: 0, depth: 1, descriptor: manifest, manifest: present, config: null }] }
}

/** An entry without a platform has to be read to know what it runs on. */
async function indexContent(
  index: IndexManifest,
  reader: ChildReader,
  wanted: (platform: Platform | undefined) => boolean,
): Promise<ReadIndex> {
  const content = await readEntries(index, reader, (declared) => declared === undefined || wanted(declared))
  const runsOn = ({ descriptor, config }: ReadIndex['entries'][number]) =>
    descriptor.platform ?? config?.value?.platform ?? undefined
  return { ...content, entries: content.entries.filter((entry) => wanted(runsOn(entry))) }
}

async function onlyEntry(image: ImageManifest, reader: ChildReader): Promise<ReadIndex['entries'][number]> {
  return { entry: 0, depth: 1, descriptor: image, ...(await ownChild(image, reader)) }
}

function wantedPlatform(text: string | undefined): (platform: Platform | undefined) => boolean {
  if (text === undefined) return () => true
  const parsed = parsePlatform(text)
  if (!parsed.ok) throw new ServiceError('REQUEST_INVALID', parsed.error.message)
  return (platform) => platform !== undefined && meetsRequirement(platform, parsed.value)
}

function noSuchPlatform(ref: string, platform: string): ServiceError {
  return new ServiceError('MANIFEST_UNKNOWN', `${ref} has no entry for ${platform}.`, {
    hint: 'Inspect it without a platform to see what it holds.',
  })
}

function inspectAttestations(content: ReadIndex, index: Manifest): InspectResponse['attestations'] {
  const entries = new Set(index.kind === 'index' ? index.manifests.map(({ digest }) => digest) : [])
  for (const { descriptor } of content.entries) entries.add(descriptor.digest)
  return content.attestations.map((descriptor) => {
    const subject = attestationSubject(descriptor)
    const { digest, mediaType, size } = descriptor
    return {
      digest,
      mediaType,
      size,
      type: attestationType(descriptor),
      subject,
      attached: subject !== null && entries.has(subject),
    }
  })
}
