import {
  type Content,
  contentOf,
  type MadeManifest,
  makeArtifact,
  makeAttestation,
  makeImage,
  makeIndex,
} from './make-image'
import type { SeedAttestation, SeedContent, SeedImage, SeedIndex } from './seed-types'

/** What a planned content really consists of: its children first, itself last. */
export interface SeedParts {
  manifests: MadeManifest[]
  top: MadeManifest
}

const made = new WeakMap<SeedContent | SeedAttestation, MadeManifest>()

/** The bytes of anything planned; the same plan gives the same bytes. Damage changes none. */
export function bytesOf(content: SeedContent | SeedAttestation): MadeManifest {
  const known = made.get(content) ?? make(content)
  made.set(content, known)
  return known
}

export function partsOf(content: SeedContent): SeedParts {
  const top = bytesOf(content)
  if (content.kind !== 'index') return { manifests: [top], top }
  const children = [
    ...content.entries.map(({ image }) => bytesOf(image)),
    ...content.inner.flatMap((inner) => partsOf(inner).manifests),
    ...content.attestations.map(bytesOf),
  ]
  return { manifests: [...children, top], top }
}

/** Every image and attestation of a content, with its config and the layer it may have for itself. */
export function piecesOf(content: SeedContent): (SeedImage | SeedAttestation)[] {
  if (content.kind === 'image') return [content]
  if (content.kind !== 'index') return []
  const own = content.entries.map(({ image }) => image)
  return [...own, ...content.attestations, ...content.inner.flatMap(piecesOf)]
}

export const configOf = (image: SeedImage): Content | undefined => bytesOf(image).blobs[0]
export const ownLayerOf = (image: SeedImage): Content | undefined => bytesOf(image).blobs.at(-1)

function make(content: SeedContent | SeedAttestation): MadeManifest {
  if ('of' in content) return makeAttestation(bytesOf(content.of), content.id)
  switch (content.kind) {
    case 'image':
      return imageOf(content)
    case 'index':
      return indexOf(content)
    case 'artifact':
      return makeArtifact('application/vnd.cncf.helm.config.v1+json', content.id)
    case 'schema1':
      return schema1Of(content.id)
  }
}

/** Of a few layers that many share, and a config of its own. */
function imageOf({ id, platform, family, day, ownLayer }: SeedImage): MadeManifest {
  const [repository = ''] = id.split(' ')
  return makeImage({
    platform: platform.wire,
    family,
    createdAt: new Date(Date.UTC(2026, 0, 1 + day)).toISOString(),
    layers: [`base ${platform.key}`, repository, ...(ownLayer ? [id] : [])],
    config: {
      config: {
        Cmd: ['/app'],
        Env: ['PATH=/bin'],
        Labels: { 'org.opencontainers.image.title': repository, 'org.opencontainers.image.version': id },
      },
    },
  })
}

function indexOf({ id, family, entries, inner, attestations }: SeedIndex): MadeManifest {
  const images = entries.map(({ image, declared }) => {
    const { platform: _, ...descriptor } = bytesOf(image).descriptor
    return declared ? { ...descriptor, platform: declared.wire } : descriptor
  })
  const rest = [...inner, ...attestations].map((content) => bytesOf(content).descriptor)
  // A manifest list carries no annotations; the children tell them apart.
  return makeIndex([...images, ...rest], {
    family,
    ...(family === 'oci' && { annotations: { 'org.opencontainers.image.ref.name': id } }),
  })
}

/** As the registry keeps them, without signatures: it signs anew for every reader. */
function schema1Of(id: string): MadeManifest {
  const [name = ''] = id.split(' ')
  const layer = contentOf(`layer ${id}\n`)
  const body = {
    schemaVersion: 1,
    name,
    tag: 'latest',
    architecture: 'amd64',
    fsLayers: [{ blobSum: layer.digest }],
    history: [{ v1Compatibility: JSON.stringify({ id }) }],
  }
  const content = contentOf(JSON.stringify(body, null, 3))
  const mediaType = 'application/vnd.docker.distribution.manifest.v1+prettyjws'
  return {
    ...content,
    mediaType,
    blobs: [layer],
    descriptor: { mediaType, digest: content.digest, size: content.bytes.byteLength },
  }
}
