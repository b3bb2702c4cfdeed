import 'server-only'
import type { InspectedConfig, InspectedLayer, InspectedPlatform } from '@/lib/contract/inspect'
import type { Descriptor } from '@/lib/oci/descriptor'
import type { ImageConfig } from '@/lib/oci/image-config'
import { type PlacedStep, placeHistory } from '@/lib/oci/layer-history'
import type { Manifest } from '@/lib/oci/manifest'
import { isForeignLayerType } from '@/lib/oci/media-type'
import { formatPlatform, type Platform } from '@/lib/oci/platform'
import { entryState, type ReadEntry } from './read-entries'
import type { Reading } from './reading'
import { pullSize } from './tag-content'

/** One entry as the contract shows it. Sharing between platforms is not known yet: see `withSharing`. */
export function inspectEntry(read: ReadEntry): InspectedPlatform {
  const { entry, descriptor } = read
  const child = read.manifest.value
  const image = child?.kind === 'image' || child?.kind === 'artifact' ? child : null
  const history = placeHistory(read.config?.value?.history ?? [], image?.layers.length ?? 0)
  return {
    entry,
    platform: descriptor.platform ?? null,
    digest: descriptor.digest,
    mediaType: child?.mediaType ?? descriptor.mediaType,
    kind: kindOf(child),
    artifactType: child?.kind === 'artifact' ? child.artifactType : null,
    size: pullSize(child),
    manifestSize: descriptor.size,
    ...entryState(read),
    annotations: { ...(child && 'annotations' in child && child.annotations), ...descriptor.annotations },
    config: image ? inspectConfig(image.config, read.config) : null,
    layers: (image?.layers ?? []).map((layer, place) => inspectLayer(layer, place, history)),
    history: history.map(({ createdAt, createdBy, comment, emptyLayer, layer }) => ({
      createdAt,
      createdBy,
      comment,
      emptyLayer,
      layer,
    })),
  }
}

/** Names on every layer the other platforms that hold the same one. */
export function withSharing(platforms: readonly InspectedPlatform[]): InspectedPlatform[] {
  const holders = new Map<string, Set<string>>()
  for (const platform of platforms) {
    for (const { digest } of platform.layers) {
      holders.set(digest, (holders.get(digest) ?? new Set()).add(platformName(platform)))
    }
  }
  return platforms.map((platform) => ({
    ...platform,
    layers: platform.layers.map((layer) => ({
      ...layer,
      sharedWith: [...(holders.get(layer.digest) ?? [])].filter((name) => name !== platformName(platform)),
    })),
  }))
}

/** The platform of an entry in words: as declared, else as its config says. */
export function platformName({ platform, config, entry }: InspectedPlatform): string {
  const known = platform ?? config?.platform
  return known ? formatPlatform(asPlatform(known)) : `entry ${entry + 1}`
}

/** The contract's platform may carry keys that are `undefined`; the core's never does. */
export function asPlatform(platform: NonNullable<InspectedPlatform['platform']>): Platform {
  return Object.fromEntries(
    Object.entries(platform).filter(([, value]) => value !== undefined),
  ) as unknown as Platform
}

function kindOf(child: Manifest | null): InspectedPlatform['kind'] {
  if (child === null || child.kind === 'schema1') return 'unknown'
  return child.kind
}

function inspectLayer(layer: Descriptor, place: number, history: readonly PlacedStep[]): InspectedLayer {
  const { digest, mediaType, size } = layer
  const createdBy = history.find((step) => step.layer === place)?.createdBy ?? null
  const title = layer.annotations?.['org.opencontainers.image.title'] || null
  return { digest, mediaType, size, createdBy, title, foreign: isForeignLayerType(mediaType), sharedWith: [] }
}

const UNKNOWN_CONFIG: Omit<ImageConfig, 'diffIds' | 'history'> = {
  platform: null,
  createdAt: null,
  author: null,
  entrypoint: null,
  cmd: null,
  env: [],
  user: null,
  workingDir: null,
  exposedPorts: [],
  volumes: [],
  labels: {},
  stopSignal: null,
  healthcheck: null,
}

function inspectConfig(descriptor: Descriptor, reading: Reading<ImageConfig> | null): InspectedConfig {
  const { digest, mediaType, size } = descriptor
  const {
    diffIds: _ids,
    history: _steps,
    ...known
  } = reading?.value ?? { ...UNKNOWN_CONFIG, diffIds: [], history: [] }
  return { digest, mediaType, size, status: reading?.status ?? 'present', ...known }
}
