import type { Descriptor } from '@/lib/oci/descriptor'
import { DOCKER_LIST } from '@/lib/oci/media-type'
import type { Platform } from '@/lib/oci/platform'
import { encodeGoJson, goStringMap, type OrderedJson } from './go-json'
import type { Format } from './spec'

export interface IndexContent {
  profile: Format
  mediaType: string
  entries: readonly Descriptor[]
  annotations: Readonly<Record<string, string>>
  artifactType?: string
  subject?: Descriptor
}

/**
 * The exact bytes of an index: the only producer, for preview and push alike. Equal content gives equal bytes,
 * and so the digest the tool of that profile would have given.
 */
export function buildIndex(content: IndexContent): Uint8Array {
  const { profile, mediaType, entries, annotations, artifactType, subject } = content
  const style = STYLES[profile]
  const manifests = entries.map((entry) => descriptorMembers(entry, style))
  const values: Record<IndexKey, OrderedJson | undefined> = {
    schemaVersion: 2,
    mediaType,
    manifests: manifests.length === 0 && style.emptyIsNull ? null : manifests,
    // Docker's manifest list has no such members (image manifest v2 schema 2, "manifest list").
    ...(mediaType === DOCKER_LIST
      ? { artifactType: undefined, subject: undefined, annotations: undefined }
      : {
          artifactType: text(artifactType),
          subject: subject && descriptorMembers(subject, { ...style, platformAlways: false }),
          annotations: stringMap(annotations),
        }),
  }
  const index = members(style.indexOrder.map((key) => [key, values[key]]))
  return new TextEncoder().encode(encodeGoJson(index, style.indent))
}

interface Style {
  /** Spaces a level; 0 is compact. */
  indent: number
  indexOrder: readonly IndexKey[]
  order: readonly DescriptorKey[]
  /** Docker's own types hold the platform by value: it is written even where nothing is known. */
  platformAlways: boolean
  /** These tools start from Go's nil slice. */
  emptyIsNull: boolean
}

type IndexKey = 'schemaVersion' | 'mediaType' | 'artifactType' | 'manifests' | 'subject' | 'annotations'

/** image-spec 1.1, specs-go/v1 `Index`. */
const INDEX_ORDER = [
  'schemaVersion',
  'mediaType',
  'artifactType',
  'manifests',
  'subject',
  'annotations',
] as const
/** go-containerregistry has its own struct, with the subject last. */
const CRANE_INDEX_ORDER = [
  'schemaVersion',
  'mediaType',
  'artifactType',
  'manifests',
  'annotations',
  'subject',
] as const

type DescriptorKey =
  | 'mediaType'
  | 'digest'
  | 'size'
  | 'urls'
  | 'annotations'
  | 'data'
  | 'platform'
  | 'artifactType'

const IMAGE_SPEC_ORDER = [
  'mediaType',
  'digest',
  'size',
  'urls',
  'annotations',
  'data',
  'platform',
  'artifactType',
] as const
const DOCKER_ORDER = ['mediaType', 'size', 'digest', 'annotations', 'platform'] as const
const CRANE_ORDER = [
  'mediaType',
  'size',
  'digest',
  'data',
  'urls',
  'annotations',
  'platform',
  'artifactType',
] as const

/** What tells the tools apart. The named tool's captured bytes are the tests. */
const STYLES: Readonly<Record<Format, Style>> = {
  /** manifest-tool 2.2 and buildx, over OCI children. */
  oci: {
    indent: 2,
    indexOrder: INDEX_ORDER,
    order: IMAGE_SPEC_ORDER,
    platformAlways: false,
    emptyIsNull: true,
  },
  /** manifest-tool 2, type docker. */
  docker: {
    indent: 2,
    indexOrder: INDEX_ORDER,
    order: DOCKER_ORDER,
    platformAlways: true,
    emptyIsNull: true,
  },
  /** manifest-tool 0.2 (pushml) and 1.0, docker manifest. */
  pushml: {
    indent: 3,
    indexOrder: INDEX_ORDER,
    order: DOCKER_ORDER,
    platformAlways: true,
    emptyIsNull: true,
  },
  buildx: {
    indent: 2,
    indexOrder: INDEX_ORDER,
    order: IMAGE_SPEC_ORDER,
    platformAlways: false,
    emptyIsNull: false,
  },
  crane: {
    indent: 0,
    indexOrder: CRANE_INDEX_ORDER,
    order: CRANE_ORDER,
    platformAlways: false,
    emptyIsNull: false,
  },
}

function descriptorMembers(entry: Descriptor, style: Style): OrderedJson {
  const platform = entry.platform ?? (style.platformAlways ? { os: '', architecture: '' } : undefined)
  const values: Record<DescriptorKey, OrderedJson | undefined> = {
    mediaType: entry.mediaType,
    digest: entry.digest,
    size: entry.size,
    urls: list(entry.urls),
    annotations: stringMap(entry.annotations ?? {}),
    data: text(entry.data),
    platform: platform && platformMembers(platform),
    artifactType: text(entry.artifactType),
  }
  return members(style.order.map((key) => [key, values[key]]))
}

/** Every tool has this order; os and architecture are written even when empty. */
function platformMembers(platform: Platform): OrderedJson {
  return members([
    ['architecture', platform.architecture],
    ['os', platform.os],
    ['os.version', text(platform['os.version'])],
    ['os.features', list(platform['os.features'])],
    ['variant', text(platform.variant)],
    ['features', list(platform.features)],
  ])
}

const members = (
  pairs: readonly (readonly [string, OrderedJson | undefined])[],
): ReadonlyMap<string, OrderedJson> =>
  new Map(pairs.filter((pair): pair is [string, OrderedJson] => pair[1] !== undefined))

/** Go's `omitempty`: the empty value is not written. */
const text = (value: string | undefined) => value || undefined
const list = (values: readonly string[] | undefined) => (values?.length ? values : undefined)
const stringMap = (map: Readonly<Record<string, string>>) =>
  Object.keys(map).length > 0 ? goStringMap(map) : undefined
