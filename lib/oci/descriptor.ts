import type { Digest } from './digest'
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
