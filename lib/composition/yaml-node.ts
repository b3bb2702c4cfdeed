import { isAlias, isMap, isNode, isPair, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from 'yaml'
import { fail, ok, type Result } from '@/lib/oci/result'
import {
  type Position,
  SPEC_DEPTH_MAX,
  SPEC_NODES_MAX,
  type SpecEntryNode,
  type SpecFailure,
  type SpecNode,
} from './spec-node'
import type { YamlSource } from './yaml-document'

/**
 * A YAML document as spec nodes: aliases and merge keys followed, scalars as the text that was written, keys
 * unique. Stops at a fixed number of nodes, so aliases of aliases cannot blow up.
 */
export function yamlToSpecNode(source: YamlSource): Result<SpecNode, SpecFailure> {
  const conversion = new Conversion(source)
  const root = conversion.convert(source.document.contents, { line: 1, column: 1 }, 0)
  return conversion.failure ? fail(conversion.failure) : ok(root)
}

class Conversion {
  failure: SpecFailure | null = null
  private left = SPEC_NODES_MAX
  /** Kept while walking: the library's own lookup walks the whole document for every alias. */
  private readonly anchors = new Map<string, Node>()
  private readonly positionOf: YamlSource['positionOf']

  constructor({ positionOf }: YamlSource) {
    this.positionOf = positionOf
  }

  /** `node` is whatever the library put there; `near` is where its parent is, for nodes without a place. */
  convert(node: unknown, near: Position, depth: number): SpecNode {
    const at = this.placeOf(node) ?? near
    if (this.failure) return { kind: 'null', at }
    if (--this.left < 0 || depth > SPEC_DEPTH_MAX)
      return this.fail(at, 'The YAML grows too large once its aliases are followed.')
    if (isAlias(node)) {
      const target = this.anchors.get(node.source)
      if (!target) return this.fail(at, `The alias *${node.source} has no anchor &${node.source} before it.`)
      return { ...this.convert(target, at, depth + 1), at }
    }
    if (isNode(node) && 'anchor' in node && node.anchor) this.anchors.set(node.anchor, node)
    if (isMap(node)) return { kind: 'map', at, entries: this.entriesOf(node, at, depth) }
    if (isSeq(node))
      return { kind: 'list', at, items: node.items.map((item) => this.convert(item, at, depth + 1)) }
    if (isScalar(node) && node.value !== null) return { kind: 'text', at, text: textOf(node) }
    return { kind: 'null', at }
  }

  private entriesOf(map: YAMLMap, at: Position, depth: number): SpecEntryNode[] {
    const own = new Map<string, SpecEntryNode>()
    const merged: SpecEntryNode[] = []
    for (const pair of map.items) {
      if (!isPair(pair)) continue
      const keyAt = this.placeOf(pair.key) ?? at
      if (!isScalar(pair.key)) {
        this.fail(keyAt, 'A key must be a plain word here.')
        continue
      }
      if (pair.key.anchor) this.anchors.set(pair.key.anchor, pair.key)
      const key = textOf(pair.key)
      const value = this.convert(pair.value, keyAt, depth + 1)
      if (key === '<<' && pair.key.type === 'PLAIN') merged.push(...this.mergeOf(value, keyAt))
      else if (own.has(key)) this.fail(keyAt, `The key "${key}" is written twice.`)
      else own.set(key, { key, keyAt, value })
    }
    for (const entry of merged) if (!own.has(entry.key)) own.set(entry.key, entry)
    return [...own.values()]
  }

  /** YAML 1.1's merge key, which manifest-tool's own reader follows. */
  private mergeOf(value: SpecNode, keyAt: Position): SpecEntryNode[] {
    const sources = value.kind === 'list' ? value.items : [value]
    return sources.flatMap((source) => {
      if (source.kind === 'map') return source.entries
      this.fail(keyAt, 'The merge key << takes a mapping.')
      return []
    })
  }

  private placeOf(node: unknown): Position | null {
    return isNode(node) && node.range ? this.positionOf(node.range[0]) : null
  }

  private fail(at: Position, message: string): SpecNode {
    this.failure ??= { code: 'YAML_INVALID', message, ...at }
    return { kind: 'null', at }
  }
}

/** `tags: [1.0]` means the text 1.0; a JS number has already lost it. */
function textOf(scalar: Scalar): string {
  return typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? String(scalar.value ?? ''))
}
