import { Document } from 'yaml'
import type { Platform } from '@/lib/oci/platform'
import type { CompositionSpec, SpecEntry } from './spec'

/**
 * A spec as canonical YAML, for a new composition. Keys are spelled as manifest-tool reads them; what is empty is
 * left out. Reading it back gives the same spec.
 */
export function writeSpecYaml(spec: CompositionSpec): string {
  const document = new Document(specValue(spec), WRITING)
  return document.toString({ lineWidth: 0 })
}

/** What is written anew is quoted wherever a reader of YAML 1.1 would take a text for something else. */
export const WRITING = { compat: 'yaml-1.1' } as const

/** Values as the YAML library takes them: maps keep their order and any key. */
export type YamlValue = string | readonly YamlValue[] | ReadonlyMap<string, YamlValue>

/** One entry under `manifests`. */
export function entryValue(entry: SpecEntry): YamlValue {
  const { image, digest = '', platform, annotations, artifactType = '', attestations = '' } = entry
  return filled([
    ['image', image],
    ['digest', digest],
    ['platform', platformValue(platform)],
    ['artifactType', artifactType],
    ['attestations', attestations],
    ['annotations', new Map(Object.entries(annotations))],
  ])
}

export function platformValue(platform: Partial<Platform>): ReadonlyMap<string, YamlValue> {
  return filled([
    ['architecture', platform.architecture ?? ''],
    ['os', platform.os ?? ''],
    ['variant', platform.variant ?? ''],
    ['osversion', platform['os.version'] ?? ''],
    ['osfeatures', platform['os.features'] ?? []],
    ['features', platform.features ?? []],
  ])
}

function specValue(spec: CompositionSpec): ReadonlyMap<string, YamlValue | null> {
  const { image, tags, format, mediaType, annotations, artifactType = '', subject = '', manifests } = spec
  const optional = filled([
    ['tags', tags],
    ['format', format ?? ''],
    ['mediaType', mediaType ?? ''],
    ['artifactType', artifactType],
    ['subject', subject],
    ['annotations', new Map(Object.entries(annotations))],
  ])
  return new Map<string, YamlValue | null>([
    ['image', image],
    ...optional,
    ['manifests', manifests.map(entryValue)],
  ])
}

function filled(pairs: [string, YamlValue][]): ReadonlyMap<string, YamlValue> {
  return new Map(
    pairs.filter(([, value]) => (value instanceof Map ? value.size : (value as string).length) > 0),
  )
}
