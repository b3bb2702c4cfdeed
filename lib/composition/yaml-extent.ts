import { isAlias, isCollection, isPair, isScalar, type Pair, type YAMLMap, type YAMLSeq } from 'yaml'
import { keyOf } from './yaml-change'

/** Offsets of a stretch of text, the end not included. */
export interface Extent {
  start: number
  end: number
}

/**
 * Where a node's own text ends, before any comment or line break behind it. Null for a node without a place or
 * with an anchor or a tag, whose text is more than its value.
 */
export function contentEnd(node: unknown): number | null {
  if (isPair(node))
    return node.value === null || isEmpty(node.value) ? contentEnd(node.key) : contentEnd(node.value)
  if (isCollection(node) && !node.anchor && !node.tag?.startsWith('!') && !node.flow)
    return contentEnd(node.items.at(-1))
  if (isAlias(node) || isScalar(node) || isCollection(node)) return node.range ? node.range[1] : null
  return null
}

/** The members of a flow collection or the keys of a block map: where each starts and ends, or null. */
export function memberExtents(node: YAMLMap | YAMLSeq): Extent[] | null {
  const extents = node.items.map((item) => {
    const first: unknown = isPair(item) ? item.key : item
    const start = isScalar(first) || isAlias(first) || isCollection(first) ? first.range?.[0] : undefined
    const end = contentEnd(item)
    return start === undefined || end === null ? null : { start, end }
  })
  return extents.every((extent) => extent !== null) ? extents : null
}

/** The whole lines of each member of a block collection, with the comments right above it; null where it has none. */
export function lineExtents(text: string, node: YAMLMap | YAMLSeq): Extent[] | null {
  const starts = isDashed(node) ? dashOffsets(node) : node.items.map((item) => memberStart(item))
  const extents: Extent[] = []
  for (const [i, item] of node.items.entries()) {
    const start = starts?.[i] ?? null
    const content = contentEnd(item) ?? (start === null ? null : start + 1)
    if (start === null || content === null) return null
    const floor = extents.at(-1)?.end
    // The first key of an entry may share its line with the dash.
    const from = text.slice(lineStart(text, start), start).trim() === '' ? lineStart(text, start) : start
    if (from === start && floor !== undefined && floor > lineStart(text, start)) return null
    extents.push({
      start: floor === undefined ? from : aboveComments(text, from, floor),
      end: lineEnd(text, content),
    })
  }
  return extents
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

/** Behind the line break, unless `offset` stands behind one already. */
function lineEnd(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') return offset
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end + 1
}

/** A comment right above belongs to what is below it; one above the first member may be about them all. */
function aboveComments(text: string, from: number, floor: number): number {
  let start = from
  while (start > floor) {
    const above = lineStart(text, start - 1)
    if (above < floor || !text.slice(above, start).trimStart().startsWith('#')) break
    start = above
  }
  return start
}

const isDashed = (node: YAMLMap | YAMLSeq): node is YAMLSeq => node.srcToken?.type === 'block-seq'

const memberStart = (item: unknown): number | null =>
  isPair(item) && isScalar(item.key) && keyOf(item as Pair) !== null && !item.key.anchor
    ? (item.key.range?.[0] ?? null)
    : null

function dashOffsets(seq: YAMLSeq): number[] | null {
  if (seq.srcToken?.type !== 'block-seq') return null
  const dashes = seq.srcToken.items.flatMap(({ start }) =>
    start.filter((token) => token.type === 'seq-item-ind'),
  )
  return dashes.length === seq.items.length ? dashes.map(({ offset }) => offset) : null
}

/** A key without a value is parsed as having an empty one. */
function isEmpty(node: unknown): boolean {
  return isScalar(node) && node.value === null && !!node.range && node.range[0] === node.range[1]
}
