import type { Digest } from '@/lib/oci/digest'
import type { Healthcheck } from '@/lib/oci/image-config'
import type { Platform } from '@/lib/oci/platform'

/** In `b` alone, in `a` alone, in both and not equal, in both and equal. */
export type Change = 'added' | 'removed' | 'changed' | 'same'

/** An image or index as far as comparing needs it; an inspection fits. */
export interface ComparableImage {
  annotations: Readonly<Record<string, string>>
  entries: readonly ComparableEntry[]
}

export interface ComparableEntry {
  /** As declared, else as its config says; null where neither does. */
  platform: Platform | null
  digest: Digest
  status: 'present' | 'missing' | 'unreadable'
  annotations: Readonly<Record<string, string>>
  /** Null where there is none, or it cannot be read. */
  config: ComparableConfig | null
  /** Null where the manifest cannot be read. */
  layers: readonly ComparableLayer[] | null
  /** Null where the config cannot be read. */
  history: readonly ComparableStep[] | null
}

export interface ComparableConfig {
  platform: Platform | null
  createdAt: string | null
  author: string | null
  entrypoint: readonly string[] | null
  cmd: readonly string[] | null
  env: readonly string[]
  user: string | null
  workingDir: string | null
  exposedPorts: readonly string[]
  volumes: readonly string[]
  labels: Readonly<Record<string, string>>
  stopSignal: string | null
  healthcheck: Healthcheck | null
}

export interface ComparableLayer {
  digest: Digest
  /** Bytes. */
  size: number
}

export interface ComparableStep {
  createdBy: string | null
  emptyLayer: boolean
  /** The place of the layer it made; null for an empty step, or where nobody can tell. */
  layer: number | null
}
