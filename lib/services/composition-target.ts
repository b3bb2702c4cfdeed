import 'server-only'
import pMap from 'p-map'
import type { TargetTag } from '@/lib/composition/plan-types'
import type { CompositionSpec } from '@/lib/composition/spec'
import { isAttestation } from '@/lib/oci/image-index'
import type { Manifest } from '@/lib/oci/manifest'
import { isTag, type Reference } from '@/lib/oci/reference'
import type { CallOptions, RegistryClient } from '@/lib/registry/client-types'
import { isMissing, RegistryError } from '@/lib/registry/errors'
import type { ConfiguredRegistry, Context } from './context'
import { refusesWrites } from './registry-refusals'

/** Where a composition goes, and what stands there now. */
export interface CompositionTarget {
  reference: Reference | null
  registry: ConfiguredRegistry | null
  /** The tags to put, in the order they are put: the target's own last. */
  tags: TargetTag[]
  /** Why nothing can be put there, or null. */
  readOnlyReason: string | null
  /** The part of it that is no passing trouble: the registry is not to be written to, or says so itself. */
  writesRefused: string | null
  /** Media types of the indexes its tags point to now. */
  lists: string[]
  /** The registry did not answer: a plan says so, a push cannot begin. */
  failure: RegistryError | null
}

/** Reads what the tags of a composition point to now. */
export async function readTarget(
  context: Context,
  spec: CompositionSpec,
  reference: Reference | null,
  options: CallOptions,
): Promise<CompositionTarget> {
  const registry = reference && context.registries.get(reference.registry)
  if (!reference || !registry) {
    const readOnlyReason =
      reference && `${reference.registry} is not among the registries configured for Manifold.`
    return { ...NOWHERE, reference, readOnlyReason }
  }
  const writesRefused = registry.readOnlyReason ?? refusesWrites(registry, context.now())
  const found = { reference, registry, writesRefused }
  const names = tagsInOrder(spec, reference)
  try {
    const read = await pMap(names, (tag) => readTag(registry.client, reference.repository, tag, options), {
      concurrency: 4,
    })
    const lists = read.flatMap(({ list }) => list ?? [])
    const tags = read.map(({ now }) => now)
    return { ...found, tags, lists, readOnlyReason: writesRefused, failure: null }
  } catch (error) {
    options.signal?.throwIfAborted()
    if (!(error instanceof RegistryError)) throw error
    const tags = names.map((tag): TargetTag => ({ tag, digest: null, platforms: [] }))
    return { ...found, tags, lists: [], readOnlyReason: writesRefused ?? error.message, failure: error }
  }
}

const NOWHERE = { registry: null, tags: [], lists: [], writesRefused: null, failure: null }

function tagsInOrder(spec: CompositionSpec, { tag }: Reference): string[] {
  const extra = spec.tags.filter((name) => isTag(name) && name !== tag)
  return [...new Set(extra), ...(tag ? [tag] : [])]
}

async function readTag(
  client: RegistryClient,
  repository: string,
  tag: string,
  options: CallOptions,
): Promise<{ now: TargetTag; list: string | null }> {
  try {
    const { manifest } = await client.getTag(repository, tag, options)
    const platforms = await platformsOf(client, repository, manifest, options)
    const list = manifest.kind === 'index' ? manifest.mediaType : null
    return { now: { tag, digest: manifest.digest, platforms }, list }
  } catch (error) {
    if (isMissing(error)) return { now: { tag, digest: null, platforms: [] }, list: null }
    throw error
  }
}

async function platformsOf(
  client: RegistryClient,
  repository: string,
  manifest: Manifest,
  options: CallOptions,
): Promise<TargetTag['platforms']> {
  if (manifest.kind === 'index') {
    return manifest.manifests.flatMap((entry) =>
      entry.platform && !isAttestation(entry) ? [{ platform: entry.platform, digest: entry.digest }] : [],
    )
  }
  if (manifest.kind !== 'image') return []
  try {
    const { platform } = await client.getConfig(repository, manifest.config, options)
    return platform ? [{ platform, digest: manifest.digest }] : []
  } catch (error) {
    // An image without its config serves nobody.
    if (isMissing(error)) return []
    throw error
  }
}
