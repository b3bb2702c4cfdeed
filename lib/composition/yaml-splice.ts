import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  Scalar,
  type YAMLMap,
  type YAMLSeq,
  Document as YamlDocument,
} from 'yaml'
import { WRITING, type YamlValue } from './spec-write'
import { isBlockScalar, keyOf, placeAfter, type YamlChange } from './yaml-change'
import { contentEnd, type Extent, lineExtents, lineStart, memberExtents } from './yaml-extent'

/**
 * Makes a change by cutting and pasting text, so that every other byte stays; null where the text is written in a
 * way this does not know. `text` ends its lines with `\n`.
 */
export function spliceText(text: string, document: Document, change: YamlChange): string | null {
  const node = change.path.length === 0 ? document.contents : document.getIn(change.path, true)
  if (isMap(node)) return spliceMap(text, node, change)
  return isSeq(node) ? spliceSeq(text, node, change) : null
}

function spliceMap(text: string, map: YAMLMap, change: YamlChange): string | null {
  if (change.kind === 'rename-key') {
    const key = map.items.find((pair) => keyOf(pair) === change.from)?.key
    return isScalar(key) && key.range ? replaced(text, scalarExtent(key), inline(change.to)) : null
  }
  if (change.kind !== 'set-key' && change.kind !== 'delete-key') return null
  const at = map.items.findIndex((pair) => change.spellings.includes(keyOf(pair) ?? ''))
  if (change.kind === 'delete-key') return at < 0 ? text : cut(text, map, at)
  if (at >= 0) return replaceValue(text, map, at, change.value)
  const [key = ''] = change.spellings
  return paste(text, map, placeAfter(map, change.after), new Map([[key, change.value]]))
}

function spliceSeq(text: string, seq: YAMLSeq, change: YamlChange): string | null {
  switch (change.kind) {
    case 'insert-items':
      return paste(text, seq, change.at, change.values)
    case 'delete-item':
      return cut(text, seq, change.at)
    case 'move-item':
      return move(text, seq, change)
    default:
      return null
  }
}

/** A text takes the quotes of the one it replaces; anything else is written anew in its key's place. */
function replaceValue(text: string, map: YAMLMap, at: number, value: YamlValue): string | null {
  const pair = map.items[at]
  const old = pair?.value
  if (
    typeof value === 'string' &&
    isScalar(old) &&
    !isBlockScalar(old) &&
    old.range &&
    old.range[0] < old.range[1]
  )
    return replaced(text, scalarExtent(old), inline(value, old.type))
  const extent = memberExtents(map)?.[at]
  if (!extent || !pair) return null
  const written = new Map([[keyOf(pair) ?? '', value]])
  if (map.flow) return replaced(text, extent, inlineMember(written))
  // What stood in a block ends with a line break, which stays.
  const end = extent.start + text.slice(extent.start, extent.end).trimEnd().length
  return replaced(text, { ...extent, end }, block(written, columnOf(text, extent.start)).trim())
}

function cut(text: string, node: YAMLMap | YAMLSeq, at: number): string | null {
  if (!node.flow) {
    // The last member gone leaves nothing that could be written without one.
    const extent = node.items.length > 1 ? lineExtents(text, node)?.[at] : undefined
    return extent ? replaced(text, extent, '') : null
  }
  const extents = memberExtents(node)
  const extent = extents?.[at]
  if (!extents || !extent) return null
  const next = extents[at + 1]
  const gone = next
    ? { start: extent.start, end: next.start }
    : { start: extents[at - 1]?.end ?? extent.start, end: extent.end }
  return text.slice(gone.start, gone.end).includes('#') ? null : replaced(text, gone, '')
}

function paste(
  text: string,
  node: YAMLMap | YAMLSeq,
  at: number,
  member: ReadonlyMap<string, YamlValue> | readonly YamlValue[],
): string | null {
  if (node.flow) {
    const extents = memberExtents(node)
    const [before, after] = [extents?.[at - 1], extents?.[at]]
    if (before) return replaced(text, { start: before.end, end: before.end }, `, ${inlineMember(member)}`)
    return after
      ? replaced(text, { start: after.start, end: after.start }, `${inlineMember(member)}, `)
      : null
  }
  const extents = lineExtents(text, node)
  const offset = extents?.[at - 1]?.end ?? extents?.[at]?.start
  const column = columnOfMembers(text, node)
  if (offset === undefined || column === null) return null
  const broken = offset > 0 && text[offset - 1] !== '\n' ? '\n' : ''
  return replaced(text, { start: offset, end: offset }, broken + block(member, column))
}

function move(text: string, seq: YAMLSeq, { from, to }: { from: number; to: number }): string | null {
  const whole = text.endsWith('\n') ? text : `${text}\n`
  const extents = seq.flow ? null : lineExtents(whole, seq)
  const [moved, place] = [extents?.[from], extents?.[to]]
  if (!moved || !place) return null
  const lines = whole.slice(moved.start, moved.end)
  const target = to < from ? place.start : place.end
  if (to < from)
    return whole.slice(0, target) + lines + whole.slice(target, moved.start) + whole.slice(moved.end)
  return whole.slice(0, moved.start) + whole.slice(moved.end, target) + lines + whole.slice(target)
}

function columnOfMembers(text: string, node: YAMLMap | YAMLSeq): number | null {
  const first = lineExtents(text, node)?.[0]
  if (!first) return null
  const blanks = /^ */.exec(text.slice(first.start))?.[0].length ?? 0
  return columnOf(text, first.start) + blanks
}

const columnOf = (text: string, offset: number) => offset - lineStart(text, offset)

const replaced = (text: string, { start, end }: Extent, by: string) =>
  text.slice(0, start) + by + text.slice(end)

const scalarExtent = (scalar: Scalar): Extent => ({
  start: scalar.range?.[0] ?? 0,
  end: contentEnd(scalar) ?? 0,
})

/** Lines at `column`, as the library writes them. */
function block(member: ReadonlyMap<string, YamlValue> | readonly YamlValue[], column: number): string {
  const lines = new YamlDocument(member, WRITING).toString({ lineWidth: 0 }).trimEnd().split('\n')
  return `${lines.map((line) => (line === '' ? '' : ' '.repeat(column) + line)).join('\n')}\n`
}

/** One line that holds inside brackets too. */
function inline(value: string, type?: Scalar['type']): string {
  const scalar = new Scalar(value)
  if (type === Scalar.QUOTE_DOUBLE || type === Scalar.QUOTE_SINGLE) scalar.type = type
  return inlineMember([scalar])
}

function inlineMember(member: ReadonlyMap<string, YamlValue> | readonly (YamlValue | Scalar)[]): string {
  const document = new YamlDocument(member, WRITING)
  if (isMap(document.contents) || isSeq(document.contents)) document.contents.flow = true
  for (const item of isMap(document.contents) ? document.contents.items : [])
    if (isMap(item.value) || isSeq(item.value)) item.value.flow = true
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trim().slice(1, -1)
}
