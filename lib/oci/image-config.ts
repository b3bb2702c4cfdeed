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

/** How the engine asks a container whether it is well (docker image-spec v1.2). */
export interface Healthcheck {
  test: string[]
  /** Nanoseconds, as Go writes them; null where the engine's own default holds. */
  interval: number | null
  timeout: number | null
  startPeriod: number | null
  startInterval: number | null
  retries: number | null
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
  healthcheck: Healthcheck | null
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
    healthcheck: isRecord(run.Healthcheck) ? readHealthcheck(run.Healthcheck) : null,
    diffIds: readStrings(rootfs.diff_ids),
    history: Array.isArray(body.history) ? body.history.filter(isRecord).map(readStep) : [],
  }
}

function readCommand(value: unknown): string[] | null {
  return Array.isArray(value) ? readStrings(value) : null
}

function readHealthcheck(check: JsonRecord): Healthcheck | null {
  const test = readCommand(check.Test)
  // Zero is how Go says that nothing is said.
  const count = (value: unknown) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null
  return (
    test && {
      test,
      interval: count(check.Interval),
      timeout: count(check.Timeout),
      startPeriod: count(check.StartPeriod),
      startInterval: count(check.StartInterval),
      retries: count(check.Retries),
    }
  )
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
