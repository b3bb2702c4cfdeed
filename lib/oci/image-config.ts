import { readPlatform } from './descriptor'
import {
  isRecord,
  type JsonRecord,
  parseJson,
  readInstant,
  readString,
  readStringMap,
  readStrings,
} from './json'
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

/** Reads a config blob; null when it is not a JSON object at all. */
export function readImageConfig(bytes: Uint8Array): ImageConfig | null {
  const body = parseJson(bytes)
  if (!isRecord(body)) return null
  const run = isRecord(body.config) ? body.config : {}
  const rootfs = isRecord(body.rootfs) ? body.rootfs : {}
  return {
    platform: readPlatform(body),
    createdAt: readInstant(body.created),
    author: readString(body.author),
    entrypoint: readCommand(run.Entrypoint),
    cmd: readCommand(run.Cmd),
    env: readStrings(run.Env),
    user: readString(run.User),
    workingDir: readString(run.WorkingDir),
    exposedPorts: isRecord(run.ExposedPorts) ? Object.keys(run.ExposedPorts) : [],
    volumes: isRecord(run.Volumes) ? Object.keys(run.Volumes) : [],
    labels: readStringMap(run.Labels),
    stopSignal: readString(run.StopSignal),
    healthcheck: isRecord(run.Healthcheck) ? readCommand(run.Healthcheck.Test) : null,
    diffIds: readStrings(rootfs.diff_ids),
    history: Array.isArray(body.history) ? body.history.filter(isRecord).map(readStep) : [],
  }
}

function readCommand(value: unknown): string[] | null {
  return Array.isArray(value) ? readStrings(value) : null
}

function readStep(step: JsonRecord): HistoryStep {
  return {
    createdAt: readInstant(step.created),
    createdBy: readString(step.created_by),
    author: readString(step.author),
    comment: readString(step.comment),
    emptyLayer: step.empty_layer === true,
  }
}
