import { createHash } from 'node:crypto'
import type { Descriptor } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import {
  DOCKER_CONFIG,
  DOCKER_LIST,
  DOCKER_MANIFEST,
  type Family,
  OCI_CONFIG,
  OCI_EMPTY,
  OCI_INDEX,
  OCI_MANIFEST,
} from '@/lib/oci/media-type'
import type { Platform } from '@/lib/oci/platform'

export interface Content {
  digest: Digest
  bytes: Uint8Array
}

/** A manifest with the blobs it needs, ready to be pushed. */
export interface MadeManifest extends Content {
  mediaType: string
  blobs: Content[]
  /** Points to this manifest from an index. */
  descriptor: Descriptor
}

export const digestOf = (bytes: Uint8Array): Digest =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`

export const contentOf = (text: string | Uint8Array): Content => {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  return { digest: digestOf(bytes), bytes }
}

/** A small image: the same arguments give the same digests. Its layers are text, not archives. */
export function makeImage(
  wanted: {
    platform?: Platform
    /** One layer each. */
    layers?: string[]
    family?: Family
    createdAt?: string
    annotations?: Record<string, string>
    config?: Record<string, unknown>
  } = {},
): MadeManifest {
  const {
    platform = { os: 'linux', architecture: 'amd64' },
    family = 'oci',
    layers = ['base', 'app'],
  } = wanted
  const layerContents = layers.map((layer) => contentOf(`layer ${layer}\n`))
  const config = contentOf(
    JSON.stringify({
      created: wanted.createdAt ?? '2016-05-31T12:00:00Z',
      ...platform,
      config: { Cmd: ['/app'], Env: ['PATH=/bin'] },
      rootfs: { type: 'layers', diff_ids: layerContents.map(({ digest }) => digest) },
      history: layers.map((layer) => ({ created: '2016-05-31T12:00:00Z', created_by: `ADD ${layer}` })),
      ...wanted.config,
    }),
  )
  const isOci = family === 'oci'
  const layerType = isOci
    ? 'application/vnd.oci.image.layer.v1.tar+gzip'
    : 'application/vnd.docker.image.rootfs.diff.tar.gzip'
  const made = manifestOf(isOci ? OCI_MANIFEST : DOCKER_MANIFEST, {
    config: pointTo(config, isOci ? OCI_CONFIG : DOCKER_CONFIG),
    layers: layerContents.map((layer) => pointTo(layer, layerType)),
    ...(wanted.annotations && { annotations: wanted.annotations }),
  })
  return { ...made, blobs: [config, ...layerContents], descriptor: { ...made.descriptor, platform } }
}

/** An index, or a Docker manifest list, of what is given; entries may be altered to lie. */
export function makeIndex(
  entries: (MadeManifest | Descriptor)[],
  {
    family = 'oci',
    annotations,
    artifactType,
  }: { family?: Family; annotations?: Record<string, string>; artifactType?: string } = {},
): MadeManifest {
  return manifestOf(family === 'oci' ? OCI_INDEX : DOCKER_LIST, {
    ...(artifactType && { artifactType }),
    manifests: entries.map((entry) => ('descriptor' in entry ? entry.descriptor : entry)),
    ...(annotations && { annotations }),
  })
}

/** A manifest that is no image: a chart, an SBOM ... `title`: what its file is called. */
export function makeArtifact(artifactType: string, text: string, title?: string): MadeManifest {
  const empty = contentOf('{}')
  const layer = contentOf(text)
  const made = manifestOf(OCI_MANIFEST, {
    artifactType,
    config: pointTo(empty, OCI_EMPTY),
    layers: [{ ...pointTo(layer, 'text/plain'), ...(title && { annotations: { [TITLE]: title } }) }],
  })
  return { ...made, blobs: [empty, layer] }
}

const TITLE = 'org.opencontainers.image.title'

/** What BuildKit adds to an index for one of its images. */
export function makeAttestation(of: MadeManifest, text: string): MadeManifest {
  const config = contentOf(
    JSON.stringify({ architecture: 'unknown', os: 'unknown', rootfs: { type: 'layers' } }),
  )
  const statement = contentOf(JSON.stringify({ _type: 'https://in-toto.io/Statement/v0.1', text }))
  const layer = pointTo(statement, 'application/vnd.in-toto+json')
  const made = manifestOf(OCI_MANIFEST, { config: pointTo(config, OCI_CONFIG), layers: [layer] })
  const annotations = {
    'vnd.docker.reference.type': 'attestation-manifest',
    'vnd.docker.reference.digest': of.digest,
  }
  const platform = { os: 'unknown', architecture: 'unknown' }
  return {
    ...made,
    blobs: [config, statement],
    descriptor: { ...made.descriptor, annotations, platform },
  }
}

export function manifestOf(mediaType: string, body: Record<string, unknown>): MadeManifest {
  const content = contentOf(JSON.stringify({ schemaVersion: 2, mediaType, ...body }))
  return { ...content, mediaType, blobs: [], descriptor: pointTo(content, mediaType) }
}

export function pointTo({ digest, bytes }: Content, mediaType: string): Descriptor {
  return { mediaType, digest, size: bytes.byteLength }
}
