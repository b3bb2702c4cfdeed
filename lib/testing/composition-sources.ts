import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { type PlanInput, planComposition } from '@/lib/composition/plan'
import type { CompositionPlan, ResolvedManifest } from '@/lib/composition/plan-types'
import { sourceReferences, targetReference } from '@/lib/composition/spec-references'
import { readSpecYaml } from '@/lib/composition/spec-yaml'
import type { Digest } from '@/lib/oci/digest'
import { readImageConfig } from '@/lib/oci/image-config'
import { readManifest } from '@/lib/oci/manifest'
import { DOCKER_CONFIG, DOCKER_MANIFEST, OCI_CONFIG, OCI_INDEX, OCI_MANIFEST } from '@/lib/oci/media-type'
import type { Platform } from '@/lib/oci/platform'
import { ok } from '@/lib/oci/result'

const golden = new URL('./golden/', import.meta.url)

export const digestOf = (bytes: Uint8Array): Digest =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/** Manifests and configs by digest, names by `repository:tag`: what a plan is computed from, without a registry. */
export class Sources {
  private readonly blobs = new Map<Digest, Uint8Array>()
  private readonly tags = new Map<string, Digest>()

  /** Every captured child, under the name it was captured with. */
  static golden(): Sources {
    const sources = new Sources()
    for (const line of readFileSync(new URL('fixtures/DIGESTS.txt', golden), 'utf8').trim().split('\n')) {
      const name = line.split(' ')[0] ?? ''
      const digest = /sha256:[a-f0-9]{64}/.exec(line)?.[0] ?? ''
      sources.tags.set(name, digest)
    }
    return sources
  }

  put(name: string, body: unknown): Digest {
    return this.keep(name, new TextEncoder().encode(JSON.stringify(body)))
  }

  keep(name: string, bytes: Uint8Array): Digest {
    const digest = digestOf(bytes)
    this.blobs.set(digest, bytes)
    this.tags.set(name, digest)
    return digest
  }

  /** An image of one layer; `platform` is what its config says. */
  image(
    name: string,
    platform: Partial<Platform>,
    { oci = false, layer = 'application/vnd.oci.image.layer.v1.tar+gzip' } = {},
  ): Digest {
    const config = { mediaType: oci ? OCI_CONFIG : DOCKER_CONFIG, size: 1, digest: '' }
    config.digest = this.put(`${name}#config`, { ...platform, name })
    const layers = [{ mediaType: layer, size: 1, digest: digestOf(new TextEncoder().encode(name)) }]
    const mediaType = oci ? OCI_MANIFEST : DOCKER_MANIFEST
    return this.put(name, { schemaVersion: 2, mediaType, config, layers })
  }

  index(name: string, manifests: readonly object[]): Digest {
    return this.put(name, { schemaVersion: 2, mediaType: OCI_INDEX, manifests })
  }

  /** An index entry for something that is there, or for a digest that is not. */
  entry(nameOrDigest: string, over: object = {}): object {
    const digest = this.tags.get(nameOrDigest) ?? nameOrDigest
    const bytes = this.bytesOf(digest)
    const { mediaType } = bytes
      ? (JSON.parse(new TextDecoder().decode(bytes)) as { mediaType: string })
      : { mediaType: OCI_MANIFEST }
    return { mediaType, digest, size: bytes?.length ?? 1, ...over }
  }

  /** The name something was put under. */
  nameOf(digest: Digest): string {
    return [...this.tags].find(([, known]) => known === digest)?.[0] ?? digest
  }

  resolve(repositoryTail: string, depth = 0): ResolvedManifest {
    const digest = this.tags.get(repositoryTail) ?? repositoryTail.split('@').at(-1) ?? ''
    const bytes = this.bytesOf(digest)
    if (repositoryTail.startsWith('broken'))
      return { status: 'unreadable', message: 'the registry answered 500.' }
    if (!bytes) return { status: 'missing' }
    const { mediaType = '' } = JSON.parse(new TextDecoder().decode(bytes)) as { mediaType?: string }
    const manifest = readManifest({ bytes, contentType: mediaType, digestOf })
    const configBytes = manifest.kind === 'image' ? this.bytesOf(manifest.config.digest) : null
    const children = manifest.kind === 'index' && depth < 6 ? manifest.manifests : []
    return {
      status: 'present',
      manifest,
      config: configBytes ? readImageConfig(configBytes) : null,
      children: children.map((descriptor) => ({
        descriptor,
        resolved: this.resolve(descriptor.digest, depth + 1),
      })),
    }
  }

  /** Reads the YAML and plans it, every source looked up here. */
  plan(yaml: string, over: Partial<PlanInput> = {}): CompositionPlan {
    const read = readSpecYaml(yaml)
    if (!read.ok) throw new Error(`${read.error.message} (${read.error.line}:${read.error.column})`)
    const { spec, problems, locate } = read.value
    const sources = sourceReferences(spec).map((reference, i) => {
      if (!reference.ok) return reference
      const tail = (spec.manifests[i]?.image ?? '').replace(/^[^/]*\//, '').replace(/^other\//, '')
      return ok({ reference: reference.value, resolved: this.resolve(tail) })
    })
    return planComposition({
      spec,
      locate,
      specProblems: problems,
      sources,
      target: targetReference(spec),
      targetTags: [],
      readOnlyReason: null,
      listsSupported: true,
      digestOf,
      ...over,
    })
  }

  private bytesOf(digest: Digest): Uint8Array | null {
    const own = this.blobs.get(digest)
    if (own) return own
    const file = new URL(`blobs/${digest.slice('sha256:'.length)}`, golden)
    return digest.startsWith('sha256:') && existsSync(file) ? new Uint8Array(readFileSync(file)) : null
  }
}
