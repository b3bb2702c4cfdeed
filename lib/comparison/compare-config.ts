import { healthcheckText } from '@/lib/oci/healthcheck-text'
import { formatPlatform } from '@/lib/oci/platform'
import type { ComparableConfig } from './comparable'
import { type ComparedValue, changeOf } from './compare-values'

/** The fields that are compared, in the order they are shown. */
export const CONFIG_FIELDS = [
  'platform',
  'entrypoint',
  'cmd',
  'user',
  'workingDir',
  'exposedPorts',
  'volumes',
  'stopSignal',
  'healthcheck',
  'author',
  'createdAt',
] as const
export type ConfigField = (typeof CONFIG_FIELDS)[number]

export interface ComparedField extends Omit<ComparedValue<string | string[]>, 'name'> {
  field: ConfigField
}

/** How two images run, field by field; what neither says is left out. Environment and labels are lists of their own. */
export function compareConfig(a: ComparableConfig, b: ComparableConfig): ComparedField[] {
  return CONFIG_FIELDS.map((field): ComparedField => {
    const [valueA, valueB] = [fieldValue(a, field), fieldValue(b, field)]
    return { field, change: changeOf(valueA, valueB, equalTexts), a: valueA, b: valueB }
  }).filter(({ a: valueA, b: valueB }) => valueA !== null || valueB !== null)
}

function fieldValue(config: ComparableConfig, field: ConfigField): string | string[] | null {
  switch (field) {
    case 'platform':
      return config.platform && formatPlatform(config.platform)
    case 'exposedPorts':
    case 'volumes':
      // A set: builders write it in any order.
      return config[field].length === 0 ? null : config[field].toSorted()
    case 'entrypoint':
    case 'cmd':
      return config[field]?.length ? [...config[field]] : null
    case 'healthcheck':
      return config.healthcheck && healthcheckText(config.healthcheck)
    default:
      return config[field] || null
  }
}

const equalTexts = (a: string | string[], b: string | string[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b)
