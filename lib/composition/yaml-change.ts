import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Scalar,
  visit,
  YAMLMap,
  type YAMLSeq,
} from 'yaml'
import type { SpecPath } from './read-spec'
import type { YamlValue } from './spec-write'

/** The smallest changes a spec's YAML is edited by. Paths are as written in the text. */
export type YamlChange =
  /** `spellings`: the key as it may be written; the first is used for a new one. `after`: the keys it follows. */
  | {
      kind: 'set-key'
      path: SpecPath
      spellings: readonly string[]
      value: YamlValue
      after: readonly string[]
    }
  | { kind: 'delete-key'; path: SpecPath; spellings: readonly string[] }
  | { kind: 'rename-key'; path: SpecPath; from: string; to: string }
  | { kind: 'insert-items'; path: SpecPath; at: number; values: readonly YamlValue[] }
  | { kind: 'delete-item'; path: SpecPath; at: number }
  | { kind: 'move-item'; path: SpecPath; from: number; to: number }

/**
 * Changes the document's tree; false where the path leads elsewhere than a change of this kind can go (through
 * an alias, say). Comments, key order and quoting of everything else stay with their nodes.
 */
export function changeDocument(document: Document, change: YamlChange): boolean {
  if (document.contents === null && change.path.length === 0) document.contents = new YAMLMap()
  const node = change.path.length === 0 ? document.contents : document.getIn(change.path, true)
  if (isMap(node)) return changeMap(document, node, change)
  return isSeq(node) && changeSeq(document, node, change)
}

function changeMap(document: Document, map: YAMLMap, change: YamlChange): boolean {
  switch (change.kind) {
    case 'set-key':
      setKey(document, map, change)
      return true
    case 'delete-key':
      map.items = map.items.filter((pair) => !change.spellings.includes(keyOf(pair) ?? ''))
      return true
    case 'rename-key': {
      const pair = map.items.find((candidate) => keyOf(candidate) === change.from)
      if (!pair || !isScalar(pair.key)) return false
      pair.key.value = change.to
      return true
    }
    default:
      return false
  }
}

function setKey(
  document: Document,
  map: YAMLMap,
  { spellings, value, after }: Extract<YamlChange, { kind: 'set-key' }>,
) {
  const existing = map.items.find((pair) => spellings.includes(keyOf(pair) ?? ''))
  if (existing && isScalar(existing.value) && typeof value === 'string') {
    existing.value.value = value
    // Not every text can stand in a block: the library then quotes it.
    if (isBlockScalar(existing.value)) existing.value.type = Scalar.PLAIN
  } else if (existing) {
    const flow = (isMap(existing.value) || isSeq(existing.value)) && existing.value.flow === true
    existing.value = newNode(document, value, flow)
  } else {
    const pair = document.createPair(spellings[0], newNode(document, value, map.flow === true))
    quoteMergeKey(pair)
    map.items.splice(placeAfter(map, after), 0, pair)
  }
}

function changeSeq(document: Document, seq: YAMLSeq, change: YamlChange): boolean {
  switch (change.kind) {
    case 'insert-items': {
      const flow = seq.flow === true
      seq.items.splice(change.at, 0, ...change.values.map((value) => newNode(document, value, flow)))
      return true
    }
    case 'delete-item': {
      const gone = seq.items.splice(change.at, 1)
      // An empty list is written as brackets, which unlike dashes have to be indented.
      if (seq.items.length === 0) seq.flow = true
      return gone.length === 1
    }
    case 'move-item': {
      const moved = seq.items.splice(change.from, 1)
      seq.items.splice(change.to, 0, ...moved)
      return moved.length === 1
    }
    default:
      return false
  }
}

function newNode(document: Document, value: YamlValue, flow: boolean): Node {
  const node = document.createNode(value, { flow })
  visit(node, { Pair: (_place, pair) => quoteMergeKey(pair) })
  return node
}

/** A key that looks like YAML 1.1's merge key would be one if it stood bare. */
function quoteMergeKey({ key }: Pair) {
  if (isScalar(key) && key.value === '<<') key.type = Scalar.QUOTE_DOUBLE
}

/** Behind the last of the keys it should follow; first where there is none of them. */
export function placeAfter(map: YAMLMap, after: readonly string[]): number {
  return map.items.findLastIndex((pair) => after.includes(keyOf(pair) ?? '')) + 1
}

export const isBlockScalar = ({ type }: Scalar) =>
  type === Scalar.BLOCK_LITERAL || type === Scalar.BLOCK_FOLDED

export function keyOf(pair: Pair): string | null {
  return isScalar(pair.key) ? String(pair.key.source ?? pair.key.value) : null
}
