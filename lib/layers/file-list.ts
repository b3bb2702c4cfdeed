import 'server-only'
import { lineKey } from './external-sort'
import { isFolder, isMarker, type ListedEntry, type Totals } from './layer-entry'
import { type LineFile, openLineFile } from './line-file'
import { readLine } from './list-line'
import type { ListFacts, ListIndex } from './list-writer'
import { afterFolder, insideOf, isInside, pathKey } from './path-key'

/** A written list. Nothing of it but its index is held in memory: a place is found by one small read. */
export interface FileList {
  index: ListIndex
  /** What is at a path; null when nothing is. A marker only where there is nothing else. */
  at(path: string): Promise<ListedEntry | null>
  /** What lies in a folder, by name, from after a key on; the content of folders in it is skipped. */
  children(path: string, after?: string | null): AsyncGenerator<ListedEntry>
  /** Everything below a folder in order, from after a key on. */
  below(path: string, after?: string | null): AsyncGenerator<{ key: string; line: string }[]>
  /** Files in a folder, however deep, and their bytes. */
  totals(folder: ListedEntry): Promise<Totals>
  /** Raw lines in order, from a key on, as many at a time as one read holds. */
  lines(from?: string): AsyncGenerator<string[]>
  close(): Promise<void>
}

/** Opens what a writer finished. Null when there is none, or another version wrote it. */
export async function openFileList(path: string, known?: ListIndex): Promise<FileList | null> {
  const file = await openLineFile<ListFacts>(path, known)
  return file && fileListOf(file)
}

export function fileListOf({ index, lines, close }: LineFile<ListFacts>): FileList {
  async function firstFrom(key: string): Promise<ListedEntry | null> {
    for await (const [line] of lines(key)) return line === undefined ? null : readLine(line)
    return null
  }

  async function at(path: string): Promise<ListedEntry | null> {
    const key = pathKey(path)
    let found: ListedEntry | null = null
    for await (const batch of lines(key))
      for (const line of batch) {
        if (lineKey(line) !== key) return found
        const entry = readLine(line)
        if (found === null || isMarker(found) || isFolder(entry)) found = entry
      }
    return found
  }

  async function* children(path: string, after: string | null = null): AsyncGenerator<ListedEntry> {
    const folder = pathKey(path)
    let from: string | null = after === null ? insideOf(folder) : afterFolder(after)
    while (from !== null) {
      const next: string | null = yield* childrenFrom(folder, from)
      from = next
    }
  }

  /** Until a folder that holds more than one read does: after that it goes on by a read somewhere else. */
  async function* childrenFrom(folder: string, from: string): AsyncGenerator<ListedEntry, string | null> {
    let skipped: string | null = null
    for await (const batch of lines(from)) {
      let passed = false
      for (const line of batch) {
        const key = lineKey(line)
        if (!isInside(key, folder)) return null
        passed = skipped !== null && isInside(key, skipped)
        if (passed) continue
        const entry = readLine(line)
        yield entry
        if (isFolder(entry)) skipped = key
      }
      if (skipped !== null && passed) return afterFolder(skipped)
    }
    return null
  }

  async function* below(path: string, after: string | null = null) {
    const folder = pathKey(path)
    const from = after ?? insideOf(folder)
    for await (const batch of lines(from)) {
      const keyed = batch.map((line) => ({ key: lineKey(line), line }))
      const inside = keyed.filter(({ key }) => isInside(key, folder))
      yield after === null ? inside : inside.filter(({ key }) => key > after)
      if (inside.length < keyed.length) return
    }
  }

  async function totals(folder: ListedEntry): Promise<Totals> {
    const next = await firstFrom(afterFolder(folder.key))
    const end = next?.before ?? index
    return { files: end.files - folder.before.files, size: end.size - folder.before.size }
  }

  return { index, at, children, below, totals, lines, close }
}
