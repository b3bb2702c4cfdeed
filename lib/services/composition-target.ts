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

/** Where a composition goes, and what stands there now. */
export interface CompositionTarget {
  reference: Reference | null
  registry: ConfiguredRegistry | null
  /** The tags to put, in the order they are put: the target's own last. */
  tags: TargetTag[]
  /** Why nothing can be put there, or null. */
  readOnlyReason: string | null
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
    return { reference, registry: null, tags: [], readOnlyReason, failure: null }
  }
  const { readOnlyReason } = registry
  const names = tagsInOrder(spec, reference)
  try {
    const tags = await pMap(names, (tag) => readTag(registry.client, reference.repository, tag, options), {
      concurrency: 4,
    })
    return { reference, registry, tags, readOnlyReason, failure: null }
  } catch (error) {
    options.signal?.throwIfAborted()
    if (!(error instanceof RegistryError)) throw error
    const tags = names.map((tag): TargetTag => ({ tag, digest: null, platforms: [] }))
    return { reference, registry, tags, readOnlyReason: readOnlyReason ?? error.message, failure: error }
  }
}

function tagsInOrder(spec: CompositionSpec, { tag }: Reference): string[] {
  const extra = spec.tags.filter((name) => isTag(name) && name !== tag)
  return [...new Set(extra), ...(tag ? [tag] : [])]
}

async function readTag(
  client: RegistryClient,
  repository: string,
  tag: string,
  options: CallOptions,
): Promise<TargetTag> {
  try {
    const { manifest } = await client.getTag(repository, tag, options)
    const platforms = await platformsOf(client, repository, manifest, options)
    return { tag, digest: manifest.digest, platforms }
  } catch (error) {
    if (isMissing(error)) return { tag, digest: null, platforms: [] }
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
