import 'server-only'
import pMap from 'p-map'
import type { ResolvedChild, ResolvedManifest, ResolvedSource } from '@/lib/composition/plan-types'
import type { Descriptor } from '@/lib/oci/descriptor'
import { isAttestation } from '@/lib/oci/image-index'
import type { IndexManifest, Manifest } from '@/lib/oci/manifest'
import { isIndexType } from '@/lib/oci/media-type'
import {
  formatReference,
  manifestReference,
  type Reference,
  type ReferenceProblem,
} from '@/lib/oci/reference'
import { ok, type Result } from '@/lib/oci/result'
import type { CallOptions, RegistryClient } from '@/lib/registry/client-types'
import { isMissing, RegistryError } from '@/lib/registry/errors'
import type { Context } from './context'
import { readTop } from './read-top'

const ENTRIES_MAX = 1000
/** Indexes inside one another; the plan refuses what nests deeper, so it is not read. */
const DEPTH_MAX = 3
const CONCURRENCY = 8

/**
 * Looks every source of a composition up, all at once, each reference once. What cannot be read is a value
 * that says why; only a 404 is missing. `verify` asks for every child again, even where it is known by digest.
 */
export function resolveSources(
  context: Context,
  references: readonly Result<Reference, ReferenceProblem>[],
  options: CallOptions,
): Promise<Result<ResolvedSource, ReferenceProblem>[]> {
  const once = new Map<string, Promise<ResolvedSource>>()
  const resolve = (reference: Reference) => {
    const key = formatReference(reference)
    const resolving = once.get(key) ?? resolveSource(context, reference, options)
    once.set(key, resolving)
    return resolving
  }
  return pMap(
    references,
    async (reference) => (reference.ok ? ok(await resolve(reference.value)) : reference),
    {
      concurrency: CONCURRENCY,
    },
  )
}

async function resolveSource(
  context: Context,
  reference: Reference,
  options: CallOptions,
): Promise<ResolvedSource> {
  const registry = context.registries.get(reference.registry)
  if (!registry) {
    return {
      reference,
      resolved: unreadable(`${reference.registry} is not among the registries configured for Manifold.`),
    }
  }
  const { repository } = reference
  const reader: Reader = { client: registry.client, repository, options, entriesLeft: ENTRIES_MAX }
  const resolved = await reading(reader, async () =>
    openManifest(
      reader,
      await readTop(registry.client, repository, manifestReference(reference) ?? '', options),
      1,
    ),
  )
  return { reference, resolved }
}

interface Reader {
  client: RegistryClient
  repository: string
  options: CallOptions
  /** How many more entries this source may have, its nested indexes included. */
  entriesLeft: number
}

/** `depth` counts the indexes it stands in, itself included. */
async function openManifest(reader: Reader, manifest: Manifest, depth: number): Promise<ResolvedManifest> {
  if (manifest.kind === 'index') return openIndex(reader, manifest, depth)
  if (manifest.kind !== 'image') return { status: 'present', manifest, config: null, children: [] }
  try {
    const config = await reader.client.getConfig(reader.repository, manifest.config, reader.options)
    return { status: 'present', manifest, config, children: [] }
  } catch (error) {
    // The manifest is there and no client can pull it: not missing, but broken.
    if (isMissing(error))
      return unreadable(`its image config ${manifest.config.digest} is gone from the registry.`)
    throw error
  }
}

async function openIndex(reader: Reader, manifest: IndexManifest, depth: number): Promise<ResolvedManifest> {
  reader.entriesLeft -= manifest.manifests.length
  if (reader.entriesLeft < 0) return unreadable(`it has more than ${ENTRIES_MAX} entries.`)
  const children = await pMap(
    manifest.manifests,
    async (descriptor): Promise<ResolvedChild> => ({
      descriptor,
      resolved: await resolveChild(reader, descriptor, depth + 1),
    }),
    { concurrency: CONCURRENCY },
  )
  return { status: 'present', manifest, config: null, children }
}

function resolveChild(reader: Reader, descriptor: Descriptor, depth: number): Promise<ResolvedManifest> {
  if (isIndexType(descriptor.mediaType) && depth > DEPTH_MAX)
    return Promise.resolve(unreadable('it stands in too many indexes.'))
  return reading(reader, async () => {
    const { client, repository, options } = reader
    const manifest = await client.getManifest(repository, descriptor.digest, options)
    // An attestation runs nowhere: its config says nothing the plan needs.
    if (isAttestation(descriptor)) return { status: 'present', manifest, config: null, children: [] }
    return openManifest(reader, manifest, depth)
  })
}

/** Turns what a registry refuses or cannot do into a value; an aborted call stays an error. */
async function reading(reader: Reader, read: () => Promise<ResolvedManifest>): Promise<ResolvedManifest> {
  try {
    return await read()
  } catch (error) {
    reader.options.signal?.throwIfAborted()
    if (isMissing(error)) return { status: 'missing' }
    if (error instanceof RegistryError) return unreadable(error.message)
    throw error
  }
}

const unreadable = (message: string): ResolvedManifest => ({ status: 'unreadable', message })
