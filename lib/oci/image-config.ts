import type { Platform } from './platform'

/** One step of `history` in an image config (image-spec, config.md). */
export interface HistoryStep {
  createdAt: string | null
  createdBy: string | null
  author: string | null
  comment: string | null
  /** True when the step made no layer (ENV, CMD, LABEL ...). */
  emptyLayer: boolean
}

/** An image config, read leniently: what is absent or of a wrong type is null or empty, never an error. */
export interface ImageConfig {
  /** Null when the config has neither os nor architecture. */
  platform: Platform | null
  createdAt: string | null
  author: string | null
  entrypoint: string[] | null
  cmd: string[] | null
  env: string[]
  user: string | null
  workingDir: string | null
  exposedPorts: string[]
  volumes: string[]
  labels: Record<string, string>
  stopSignal: string | null
  healthcheck: string[] | null
  diffIds: string[]
  history: HistoryStep[]
}
