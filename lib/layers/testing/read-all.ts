import { onTestFinished } from 'vitest'
import { type FileList, openFileList } from '../file-list'
import type { ListedEntry } from '../layer-entry'
import { readLine } from '../list-line'

export async function readAll(list: FileList): Promise<ListedEntry[]> {
  const found: ListedEntry[] = []
  for await (const batch of list.lines()) found.push(...batch.map(readLine))
  return found
}

/** A list that is there, until the test is over. */
export async function opened(path: string): Promise<FileList> {
  const list = await openFileList(path)
  if (list === null) throw new Error(`There is no list at ${path}.`)
  onTestFinished(() => list.close())
  return list
}
