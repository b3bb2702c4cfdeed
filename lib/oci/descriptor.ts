import { type Digest, isDigest } from './digest'
import { isRecord, readStringMap, readStrings } from './json'
import type { Platform } from './platform'

/** A typed pointer to content (image-spec, descriptor.md). `size` in bytes. */
export interface Descriptor {
  mediaType: string
  digest: Digest
  size: number
  urls?: string[]
  annotations?: Record<string, string>
  artifactType?: string
  data?: string
  platform?: Platform
}

/** Whether two descriptors say the same, whatever the order of their members. */
export function sameDescriptor(a: Descriptor, b: Descriptor): boolean {
  return sayings(a) === sayings(b)
}

/** All a descriptor says, in one order; what is empty says nothing. */
function sayings({
  mediaType,
  digest,
  size,
  urls,
  annotations,
  artifactType,
  data,
  platform,
}: Descriptor): string {
  const named = Object.entries(annotations ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  const { os, architecture, variant, features = [], ...details } = platform ?? { os: '', architecture: '' }
  const { 'os.version': version, 'os.features': osFeatures = [] } = details
  const machine = [os, architecture, variant ?? '', version ?? '', osFeatures, features]
  return JSON.stringify([mediaType, digest, size, urls ?? [], named, artifactType ?? '', data ?? '', machine])
}

/** Reads a descriptor from parsed JSON; null when mediaType, digest or size are not what the spec demands. */
export function readDescriptor(value: unknown): Descriptor | null {
  if (!isRecord(value)) return null
  const { mediaType, digest, size, urls, annotations, artifactType, data } = value
  if (typeof mediaType !== 'string' || typeof digest !== 'string' || !isDigest(digest)) return null
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return null
  const platform = readPlatform(value.platform)
  return {
    mediaType,
    digest,
    size,
    ...(Array.isArray(urls) && { urls: readStrings(urls) }),
    ...(isRecord(annotations) && { annotations: readStringMap(annotations) }),
    ...(typeof artifactType === 'string' && { artifactType }),
    ...(typeof data === 'string' && { data }),
    ...(platform && { platform }),
  }
}

/** Reads a platform, from an index entry or an image config; null when it names neither os nor architecture. */
export function readPlatform(value: unknown): Platform | null {
  if (!isRecord(value)) return null
  const text = (key: string) => (typeof value[key] === 'string' ? value[key] : '')
  const os = text('os')
  const architecture = text('architecture')
  if (os === '' && architecture === '') return null
  const variant = text('variant')
  const version = text('os.version')
  const osFeatures = readStrings(value['os.features'])
  const features = readStrings(value.features)
  return {
    os,
    architecture,
    ...(variant && { variant }),
    ...(version && { 'os.version': version }),
    ...(osFeatures.length > 0 && { 'os.features': osFeatures }),
    ...(features.length > 0 && { features }),
  }
}
