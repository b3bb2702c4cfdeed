import 'server-only'
import { lineKey } from './external-sort'
import type { EntryType, LayerEntry, ListedEntry, Totals } from './layer-entry'
import { nameOf, parentOf } from './path-key'

const TYPES = [
  'file',
  'folder',
  'symlink',
  'hardlink',
  'character device',
  'block device',
  'fifo',
  'whiteout',
  'opaque',
] as const satisfies readonly EntryType[]

type Fields = [
  path: string,
  type: number,
  size: number,
  mode: number | null,
  uid: number | null,
  gid: number | null,
  modified: number | null,
  linkTo: string | null,
  writtenAs: string | null,
  content: string | null,
  layer: number,
  earlier: number,
  place: [from: number, to: number, skip: number] | null,
  filesBefore?: number,
  bytesBefore?: number,
]

/** An entry as one line: JSON escapes every line break a name may hold. */
export function writeLine(key: string, entry: LayerEntry, before?: Totals): string {
  const fields: Fields = [
    entry.path,
    TYPES.indexOf(entry.type),
    entry.size,
    entry.mode,
    entry.uid,
    entry.gid,
    entry.modified,
    entry.linkTo,
    entry.writtenAs,
    entry.content,
    entry.layer,
    entry.earlier,
    entry.place && [entry.place.from, entry.place.to, entry.place.skip],
  ]
  if (before) fields.push(before.files, before.size)
  return `${key}\t${JSON.stringify(fields)}`
}

export function readLine(line: string): ListedEntry {
  const key = lineKey(line)
  const fields = JSON.parse(line.slice(key.length + 1)) as Fields
  const place = fields[12]
  return {
    key,
    path: fields[0],
    type: TYPES[fields[1]] ?? 'file',
    size: fields[2],
    mode: fields[3],
    uid: fields[4],
    gid: fields[5],
    modified: fields[6],
    linkTo: fields[7],
    writtenAs: fields[8],
    content: fields[9],
    layer: fields[10],
    earlier: fields[11],
    place: place && { from: place[0], to: place[1], skip: place[2] },
    before: { files: fields[13] ?? 0, size: fields[14] ?? 0 },
  }
}

const WHITEOUT = '.wh.'
const OPAQUE = '.wh..wh..opq'

/** A whiteout stands at the path it hides, an opaque marker at its folder. Others of AUFS's own files mean nothing. */
export function unmarked(path: string): { path: string; marker: 'whiteout' | 'opaque' | null } | null {
  const name = nameOf(path)
  if (!name.startsWith(WHITEOUT)) return { path, marker: null }
  const folder = parentOf(path)
  if (name === OPAQUE) return { path: folder, marker: 'opaque' }
  const hidden = name.slice(WHITEOUT.length)
  if (hidden === '' || hidden.startsWith(WHITEOUT)) return null
  return { path: folder === '' ? hidden : `${folder}/${hidden}`, marker: 'whiteout' }
}

/** A folder no layer names, which paths in it imply. */
export const impliedFolder = (path: string, layer: number): LayerEntry => ({
  ...{ path, type: 'folder', size: 0, mode: null, uid: null, gid: null, modified: null },
  ...{ linkTo: null, writtenAs: null, content: null, layer, earlier: 0, place: null },
})
