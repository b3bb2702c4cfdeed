import 'server-only'
import { createHash } from 'node:crypto'
import type { CompareFilesQuery, CompareFilesResponse, FileDifference } from '@/lib/contract/files'
import {
  type ComparisonFacts,
  type ComparisonIndex,
  type Difference,
  readDifference,
  writeComparison,
} from '@/lib/layers/compare-lists'
import { lineKey } from '@/lib/layers/external-sort'
import { type FileList, fileListOf } from '@/lib/layers/file-list'
import { isFolder, type LayerEntry, type ListedEntry, type Totals } from '@/lib/layers/layer-entry'
import type { ListFacts } from '@/lib/layers/list-writer'
import { insideOf, isInside, landingPath, pathKey } from '@/lib/layers/path-key'
import type { Context } from './context'
import { pathMatcher } from './file-pages'
import { imageLayers } from './image-layers'
import { fileEntry } from './list-files'
import { isPending, type LayerReading, mergedList, readLayers } from './read-layers'
import { instant } from './scan-answer'
import { ServiceError } from './service-error'

/** The files of two images side by side, as a container of each would see them. Reads what layers were not read yet. */
export async function compareFiles(
  context: Context,
  query: CompareFilesQuery,
  signal: AbortSignal,
): Promise<CompareFilesResponse> {
  const [a, b] = await Promise.all([
    readingsOf(context, query.a, query.platformA, query.wait, signal),
    readingsOf(context, query.b, query.platformB, query.wait, signal),
  ])
  const frame = {
    layersA: a.map(({ told }) => told),
    layersB: b.map(({ told }) => told),
    asOf: instant(context.now()),
  }
  const reading = { ...frame, state: 'reading' as const, items: [], nextCursor: null, summary: null }
  if ([...a, ...b].some(isPending)) return reading
  const patience = Math.max(1, query.wait)
  const [left, right] = await Promise.all([
    mergedList(context, a, patience, signal),
    mergedList(context, b, patience, signal),
  ])
  if (!left.index || !right.index) return reading
  const found = await comparison(context, left.name, right.name, patience, signal)
  if (!found) return reading
  const { added, removed, changed, same, bytes } = found.index
  const page =
    query.view === 'files'
      ? pageOf(context, found.name, query)
      : foldersOf(context, left.name, right.name, query)
  return { ...frame, state: 'ready', ...(await page), summary: { added, removed, changed, same, bytes } }
}

async function readingsOf(
  context: Context,
  ref: string,
  platform: string | undefined,
  wait: number,
  signal: AbortSignal,
): Promise<LayerReading[]> {
  const image = await imageLayers(context, { ref, platform }, signal)
  return readLayers(context, image, { wait }, signal)
}

/** What differs between two lists, written down once; null while that goes on. */
async function comparison(
  context: Context,
  a: string,
  b: string,
  wait: number,
  signal: AbortSignal,
): Promise<{ name: string; index: ComparisonIndex } | null> {
  const { layerLists } = context
  const name = `compared-${createHash('sha256').update(`${a} ${b}`).digest('hex')}`
  const known = await layerLists.indexOf<ComparisonFacts>(name)
  if (known) return { name, index: known }
  const making = layerLists.make(name, (path) =>
    bothLists(context, a, b, (left, right) => writeComparison(left, right, path)),
  )
  await layerLists.settled([name], wait * 1000, signal)
  if (making.state === 'failed') throw making.error
  const index = await layerLists.indexOf<ComparisonFacts>(name)
  return index && { name, index }
}

async function bothLists<T>(
  { layerLists }: Context,
  a: string,
  b: string,
  work: (left: FileList, right: FileList) => Promise<T>,
): Promise<T> {
  const done = await layerLists.use<ListFacts, { value: T } | null>(a, (left) =>
    layerLists.use<ListFacts, { value: T }>(b, async (right) => ({
      value: await work(fileListOf(left), fileListOf(right)),
    })),
  )
  if (!done) throw new Error('The list of an image is gone.')
  return done.value
}

type Page = Pick<CompareFilesResponse, 'items' | 'nextCursor'>

async function pageOf(context: Context, name: string, query: CompareFilesQuery): Promise<Page> {
  const folder = pathKey(landingPath(query.path))
  const matches = query.q === undefined ? () => true : pathMatcher(query.q)
  const after = query.cursor === undefined ? null : Buffer.from(query.cursor, 'base64url').toString()
  const page = await context.layerLists.use<ComparisonFacts, Page>(name, async ({ lines }) => {
    const items: FileDifference[] = []
    let last = ''
    for await (const batch of lines(after ?? insideOf(folder)))
      for (const line of batch) {
        const key = lineKey(line)
        if (!isInside(key, folder)) return { items, nextCursor: null }
        if (after !== null && key <= after) continue
        const difference = readDifference(line)
        if (query.change !== undefined && difference.change !== query.change) continue
        if (!matches(difference.path)) continue
        if (items.length === query.limit)
          return { items, nextCursor: Buffer.from(last).toString('base64url') }
        items.push(told(difference))
        last = key
      }
    return { items, nextCursor: null }
  })
  if (page === null) throw new Error('The comparison is gone.')
  return page
}

const told = ({ path, change, a, b, fields }: Difference): FileDifference => ({
  ...{ path, change, fields },
  a: a && fileEntry(a, { place: null }),
  b: b && fileEntry(b, { place: null }),
})

/** Folders of one folder by what they hold on each side, the largest difference first. */
async function foldersOf(context: Context, a: string, b: string, query: CompareFilesQuery): Promise<Page> {
  const path = landingPath(query.path)
  const items = await bothLists(context, a, b, async (left, right) => {
    const [mine, theirs] = [await foldersIn(left, path), await foldersIn(right, path)]
    if (mine === null && theirs === null)
      throw new ServiceError('NOT_FOUND', `There is no folder /${path} in either.`)
    const names = new Set([...(mine?.keys() ?? []), ...(theirs?.keys() ?? [])])
    return [...names].map((name) => sideBySide(name, mine?.get(name) ?? null, theirs?.get(name) ?? null))
  })
  const difference = ({ a: one, b: other }: FileDifference) => Math.abs((other?.size ?? 0) - (one?.size ?? 0))
  items.sort((x, y) => difference(y) - difference(x) || (x.path < y.path ? -1 : 1))
  const offset = Number(query.cursor ?? 0)
  if (!Number.isSafeInteger(offset) || offset < 0)
    throw new ServiceError('REQUEST_INVALID', 'The cursor is not one that a page of folders has given.')
  const end = offset + query.limit
  return { items: items.slice(offset, end), nextCursor: end < items.length ? String(end) : null }
}

type Sized = { entry: LayerEntry; totals: Totals }

/** Null where there is no such folder. Files of the folder itself count under its own name. */
async function foldersIn(list: FileList, path: string): Promise<Map<string, Sized> | null> {
  const folder = await list.at(path)
  if (folder === null || !isFolder(folder)) return null
  const found = new Map<string, Sized>()
  const files: ListedEntry[] = []
  for await (const child of list.children(path)) {
    if (isFolder(child)) found.set(child.path, { entry: child, totals: await list.totals(child) })
    else if (child.type === 'file') files.push(child)
  }
  if (files.length > 0) {
    const size = files.reduce((sum, file) => sum + file.size, 0)
    found.set(path, { entry: folder, totals: { files: files.length, size } })
  }
  return found
}

function sideBySide(path: string, a: Sized | null, b: Sized | null): FileDifference {
  const isSame =
    a !== null && b !== null && a.totals.size === b.totals.size && a.totals.files === b.totals.files
  const change = a === null ? 'added' : b === null ? 'removed' : isSame ? 'same' : 'changed'
  const side = (sized: Sized | null) => sized && fileEntry(sized.entry, { ...sized.totals, place: null })
  return { path, change, a: side(a), b: side(b), fields: change === 'changed' ? ['size'] : [] }
}
