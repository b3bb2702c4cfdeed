import type { Platform } from '@/lib/oci/platform'
import { fail, ok, type Result } from '@/lib/oci/result'
import { PROBLEM_TABLE, type Problem } from './problems'
import type { CompositionSpec, SpecEntry } from './spec'
import { ENTRY_KEYS, PLATFORM_KEYS, ROOT_KEYS, suggestKey } from './spec-keys'
import type { Position, SpecFailure, SpecNode } from './spec-node'

export type SpecPath = readonly (string | number)[]

export interface ReadSpec {
  spec: CompositionSpec
  /** What is written but means nothing: `UNKNOWN_KEY`. */
  problems: Problem[]
  /** Where a value stands, or the nearest thing around it; null for a spec that came as JSON. */
  locate(path: SpecPath): Position | null
}

/**
 * Reads a spec, leniently where something is missing (the plan says so) and strictly where something is there
 * but of the wrong kind.
 */
export function readSpec(root: SpecNode): Result<ReadSpec, SpecFailure> {
  const reader = new Reader()
  const fields = reader.fields(root, [], ROOT_KEYS, 'The spec')
  const artifactType = reader.text(fields.get('artifactType'), ['artifactType'])
  const subject = reader.text(fields.get('subject'), ['subject'])
  const spec: CompositionSpec = {
    image: reader.text(fields.get('image'), ['image']) ?? '',
    tags: reader.texts(fields.get('tags'), ['tags']) ?? [],
    format: reader.text(fields.get('format'), ['format']),
    mediaType: reader.text(fields.get('mediaType'), ['mediaType']),
    annotations: reader.stringMap(fields.get('annotations'), ['annotations']),
    ...(artifactType && { artifactType }),
    ...(subject && { subject }),
    manifests: reader
      .items(fields.get('manifests'), ['manifests'])
      .map((node, entry) => readEntry(reader, node, entry)),
  }
  if (reader.failure) return fail(reader.failure)
  const { problems, positions } = reader
  return ok({ spec, problems, locate: (path) => locateIn(positions, path) })
}

function readEntry(reader: Reader, node: SpecNode, entry: number): SpecEntry {
  const path = ['manifests', entry]
  const fields = reader.fields(node, path, ENTRY_KEYS, `Entry ${entry + 1}`, entry)
  const digest = reader.text(fields.get('digest'), [...path, 'digest'])
  const artifactType = reader.text(fields.get('artifactType'), [...path, 'artifactType'])
  const attestations = reader.text(fields.get('attestations'), [...path, 'attestations'])
  return {
    image: reader.text(fields.get('image'), [...path, 'image']) ?? '',
    platform: readPlatform(reader, fields.get('platform'), entry),
    annotations: reader.stringMap(fields.get('annotations'), [...path, 'annotations']),
    ...(digest && { digest }),
    ...(artifactType && { artifactType }),
    ...(attestations && { attestations }),
  }
}

function readPlatform(reader: Reader, node: SpecNode | undefined, entry: number): Partial<Platform> {
  if (!node) return {}
  const path = ['manifests', entry, 'platform']
  const fields = reader.fields(node, path, PLATFORM_KEYS, `The platform of entry ${entry + 1}`, entry)
  const platform: Partial<Platform> = {}
  for (const key of ['os', 'architecture', 'variant', 'os.version'] as const) {
    const text = reader.text(fields.get(key), [...path, key])
    if (text) platform[key] = text
  }
  for (const key of ['os.features', 'features'] as const) {
    const texts = reader.texts(fields.get(key), [...path, key])
    if (texts && texts.length > 0) platform[key] = texts
  }
  return platform
}

class Reader {
  readonly problems: Problem[] = []
  readonly positions = new Map<string, Position>()
  failure: SpecFailure | null = null

  /** The values of a map by our names; keys nobody knows become problems. Absent and null are an empty map. */
  fields(
    node: SpecNode,
    path: SpecPath,
    known: Readonly<Record<string, string>>,
    what: string,
    entry?: number,
  ): Map<string, SpecNode> {
    const fields = new Map<string, SpecNode>()
    this.place(path, node.at)
    if (node.kind === 'null') return fields
    if (node.kind !== 'map') {
      this.fail(node.at, `${what} must be a mapping of keys and values, not ${KIND_WORDS[node.kind]}.`)
      return fields
    }
    for (const { key, keyAt, value } of node.entries) {
      const name = Object.hasOwn(known, key) ? known[key] : undefined
      if (name === undefined) this.reportUnknownKey(path, key, keyAt, Object.keys(known), node, entry)
      else if (fields.has(name))
        this.fail(keyAt, `"${key}" says again what another key of this platform says.`)
      else fields.set(name, value.at === null && keyAt ? { ...value, at: keyAt } : value)
    }
    return fields
  }

  text(node: SpecNode | undefined, path: SpecPath): string | null {
    if (!node) return null
    this.place(path, node.at)
    if (node.kind === 'text') return node.text
    if (node.kind !== 'null')
      this.fail(node.at, `${inWords(path)} must be a text, not ${KIND_WORDS[node.kind]}.`)
    return null
  }

  texts(node: SpecNode | undefined, path: SpecPath): string[] | null {
    return node ? this.items(node, path).map((item, i) => this.text(item, [...path, i]) ?? '') : null
  }

  items(node: SpecNode | undefined, path: SpecPath): SpecNode[] {
    if (!node) return []
    this.place(path, node.at)
    if (node.kind === 'list') return node.items
    if (node.kind !== 'null')
      this.fail(node.at, `${inWords(path)} must be a list, not ${KIND_WORDS[node.kind]}.`)
    return []
  }

  stringMap(node: SpecNode | undefined, path: SpecPath): Record<string, string> {
    if (!node) return {}
    this.place(path, node.at)
    if (node.kind === 'null') return {}
    if (node.kind === 'map') {
      const { entries } = node
      return Object.fromEntries(
        entries.map(({ key, value }) => [key, this.text(value, [...path, key]) ?? '']),
      )
    }
    this.fail(node.at, `${inWords(path)} must be a mapping of keys and texts, not ${KIND_WORDS[node.kind]}.`)
    return {}
  }

  private place(path: SpecPath, at: Position | null) {
    if (at) this.positions.set(pathKey(path), at)
  }

  private fail(at: Position | null, message: string) {
    this.failure ??= at ? { code: 'YAML_INVALID', message, ...at } : { code: 'REQUEST_INVALID', message }
  }

  private reportUnknownKey(
    path: SpecPath,
    key: string,
    keyAt: Position | null,
    known: readonly string[],
    map: Extract<SpecNode, { kind: 'map' }>,
    entry: number | undefined,
  ) {
    const meant = suggestKey(key, known)
    const taken = meant !== null && map.entries.some((other) => other.key === meant)
    const suggestion = meant && !taken ? ` Did you mean "${meant}"?` : ''
    this.problems.push({
      code: 'UNKNOWN_KEY',
      severity: PROBLEM_TABLE.UNKNOWN_KEY.severity,
      ...(entry !== undefined && { entry }),
      ...keyAt,
      message: `Nobody reads the key "${key}" here, so it is ignored.${suggestion}`,
      ...(suggestion && meant && { fix: { kind: 'rename-key', path: [...path, key], to: meant } }),
    })
  }
}

const KIND_WORDS = { map: 'a mapping', list: 'a list', text: 'a text' } as const

/** `manifests of entry 2`, counted as people count. */
function inWords(path: SpecPath): string {
  const name = path.filter((part) => typeof part === 'string' && part !== 'manifests').join('.')
  const entry = path[0] === 'manifests' && typeof path[1] === 'number' ? ` of entry ${path[1] + 1}` : ''
  return `"${name || 'manifests'}"${entry}`
}

const pathKey = (path: SpecPath) => JSON.stringify(path)

function locateIn(positions: ReadonlyMap<string, Position>, path: SpecPath): Position | null {
  for (let length = path.length; length >= 0; length--) {
    const position = positions.get(pathKey(path.slice(0, length)))
    if (position) return position
  }
  return null
}
