import 'server-only'
import { lineKey } from './external-sort'
import type { FileList } from './file-list'
import { isFolder, type LayerEntry, type ListedEntry } from './layer-entry'
import { createLineFile, type LineIndex } from './line-file'
import { readLine } from './list-line'

export type Change = 'added' | 'removed' | 'changed'
export type ChangedField = 'type' | 'content' | 'size' | 'mode' | 'owner' | 'link'

/** A path that is not the same in two lists. */
export interface Difference {
  path: string
  change: Change
  a: LayerEntry | null
  b: LayerEntry | null
  fields: ChangedField[]
}

export interface ComparisonFacts {
  added: number
  removed: number
  changed: number
  same: number
  /** Bytes of b less those of a. */
  bytes: number
}
export type ComparisonIndex = LineIndex<ComparisonFacts>

/** Writes every path that differs between two lists, in order. Times alone are no difference: builds set them anew. */
export async function writeComparison(a: FileList, b: FileList, path: string): Promise<ComparisonIndex> {
  const file = await createLineFile<ComparisonFacts>(path)
  const facts: ComparisonFacts = {
    added: 0,
    removed: 0,
    changed: 0,
    same: 0,
    bytes: b.index.size - a.index.size,
  }
  try {
    for await (const [left, right] of sideBySide(a, b)) {
      const difference = compareEntries(left, right)
      facts[difference?.change ?? 'same']++
      if (difference === null) continue
      const key = (left ?? right)?.key ?? ''
      file.add(key, `${key}\t${JSON.stringify(difference)}`)
      const written = file.settle()
      if (written) await written
    }
    return await file.finish(facts)
  } catch (error) {
    await file.abandon().catch(() => {})
    throw error
  }
}

export const readDifference = (line: string): Difference =>
  JSON.parse(line.slice(lineKey(line).length + 1)) as Difference

/** Null where both are the same for whoever runs them. */
export function compareEntries(a: LayerEntry | null, b: LayerEntry | null): Difference | null {
  const path = (a ?? b)?.path ?? ''
  if (a === null || b === null)
    return { path, change: a === null ? 'added' : 'removed', a: a && bare(a), b: b && bare(b), fields: [] }
  const fields = changedFields(a, b)
  return fields.length === 0 ? null : { path, change: 'changed', a: bare(a), b: bare(b), fields }
}

function changedFields(a: LayerEntry, b: LayerEntry): ChangedField[] {
  if (a.type !== b.type) return ['type']
  const fields: ChangedField[] = []
  if (a.size !== b.size) fields.push('size')
  if (a.content !== b.content) fields.push('content')
  // A folder that is only implied says nothing of its mode and owner.
  const implied = isFolder(a) && (a.mode === null || b.mode === null)
  if (!implied && a.mode !== b.mode) fields.push('mode')
  if (!implied && (a.uid !== b.uid || a.gid !== b.gid)) fields.push('owner')
  if (a.linkTo !== b.linkTo) fields.push('link')
  return fields
}

/** Without what is the list's own: its key, what lies in front of it, and where its bytes are. */
function bare(entry: LayerEntry): LayerEntry {
  return {
    path: entry.path,
    type: entry.type,
    size: entry.size,
    mode: entry.mode,
    uid: entry.uid,
    gid: entry.gid,
    modified: entry.modified,
    linkTo: entry.linkTo,
    writtenAs: entry.writtenAs,
    content: entry.content,
    layer: entry.layer,
    earlier: 0,
    place: null,
  }
}

/** Entries of two lists by path, null where a list has none. */
export async function* sideBySide(
  a: FileList,
  b: FileList,
): AsyncGenerator<[ListedEntry | null, ListedEntry | null]> {
  const [left, right] = [entriesOf(a), entriesOf(b)]
  let [x, y] = [await left.next(), await right.next()]
  while (!x.done || !y.done) {
    const [p, q] = [x.done ? null : x.value, y.done ? null : y.value]
    const order = p === null ? 1 : q === null ? -1 : p.key < q.key ? -1 : p.key > q.key ? 1 : 0
    yield [order <= 0 ? p : null, order >= 0 ? q : null]
    if (order <= 0) x = await left.next()
    if (order >= 0) y = await right.next()
  }
}

async function* entriesOf(list: FileList): AsyncGenerator<ListedEntry> {
  for await (const batch of list.lines()) for (const line of batch) yield readLine(line)
}
