import type { InspectedConfig, InspectedPlatform } from '@/lib/contract/inspect'
import { healthcheckText } from '@/lib/oci/healthcheck-text'

/** One value and the places (in the list given) of the platforms that have it; null where they have none. */
export interface ConfigValue {
  value: string | null
  platforms: number[]
}

export interface ConfigRow {
  field: string
  /** One value: the same on every platform. */
  values: ConfigValue[]
}

export interface ConfigSection {
  title: string
  rows: ConfigRow[]
}

type Fields = Map<string, string>

export const LABELS_TITLE = 'Labels'

/** The configs of an index laid over one another: each field once, with every value it has anywhere. */
export function configSections(platforms: readonly InspectedPlatform[]): ConfigSection[] {
  const configs = platforms.map(({ config }) => (config?.status === 'present' ? config : null))
  const section = (title: string, fieldsOf: (config: InspectedConfig) => Fields): ConfigSection => ({
    title,
    rows: rowsOf(configs.map((config) => config && fieldsOf(config))),
  })
  return [
    section('Run', runFields),
    section('Environment', (config) => new Map(config.env.map(environmentPair))),
    section(LABELS_TITLE, (config) => new Map(Object.entries(config.labels))),
  ].filter(({ rows }) => rows.length > 0)
}

function rowsOf(all: readonly (Fields | null)[]): ConfigRow[] {
  const names = new Set(all.flatMap((fields) => [...(fields?.keys() ?? [])]))
  return [...names].map((field) => {
    const values = new Map<string | null, number[]>()
    for (const [place, fields] of all.entries()) {
      if (!fields) continue
      const value = fields.get(field) ?? null
      values.set(value, [...(values.get(value) ?? []), place])
    }
    return { field, values: [...values].map(([value, platforms]) => ({ value, platforms })) }
  })
}

function runFields(config: InspectedConfig): Fields {
  const words = (list: string[] | null) => (list && list.length > 0 ? JSON.stringify(list) : null)
  const lines = (list: string[]) => (list.length > 0 ? list.join('\n') : null)
  const fields: [string, string | null][] = [
    ['Entrypoint', words(config.entrypoint)],
    ['Command', words(config.cmd)],
    ['User', config.user || null],
    ['Working directory', config.workingDir || null],
    ['Ports', lines(config.exposedPorts)],
    ['Volumes', lines(config.volumes)],
    ['Stop signal', config.stopSignal],
    ['Health check', config.healthcheck && healthcheckText(config.healthcheck)],
    ['Author', config.author],
    ['Created', config.createdAt],
  ]
  return new Map(fields.filter((field): field is [string, string] => field[1] !== null))
}

function environmentPair(line: string): [string, string] {
  const equals = line.indexOf('=')
  return equals < 0 ? [line, ''] : [line.slice(0, equals), line.slice(equals + 1)]
}
