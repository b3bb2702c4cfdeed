import 'server-only'
import type { FileEntry, FilesQuery, FilesResponse } from '@/lib/contract/files'
import { type FileList, fileListOf } from '@/lib/layers/file-list'
import type { Ranked } from '@/lib/layers/largest'
import { isFolder, type LayerEntry, type ListedEntry } from '@/lib/layers/layer-entry'
import type { ListFacts, ListIndex } from '@/lib/layers/list-writer'
import { landingPath } from '@/lib/layers/path-key'
import type { Context } from './context'
import { childrenPage, rankedPage, searchPage } from './file-pages'
import { followLinks } from './follow-links'
import { imageLayers } from './image-layers'
import { isPending, type LayerReading, mergedList, readLayers } from './read-layers'
import { instant } from './scan-answer'
import { ServiceError } from './service-error'

/**
 * The files of an image, or of one layer of it. Layers that nobody looked at yet are read first, which is told as
 * progress; what is wrong with one of them stands beside the files of the others.
 */
export async function listFiles(
  context: Context,
  query: FilesQuery,
  signal: AbortSignal,
): Promise<FilesResponse> {
  const image = await imageLayers(context, query, signal)
  const { layer: only, wait, peek } = query
  const readings = await readLayers(context, image, { only, wait, peek }, signal)
  if (query.layer !== undefined && readings.length === 0) throw noSuchLayer(query)
  const frame = {
    digest: image.digest,
    platform: image.platform,
    layers: readings.map(({ told }) => told),
    asOf: instant(context.now()),
  }
  const listed = await listOf(context, query, readings, signal)
  if (listed === null)
    return { ...frame, state: 'reading', items: [], nextCursor: null, folder: null, summary: null }
  const { name, index, place } = listed
  const page = await context.layerLists.use<ListFacts, Page>(name, (file) =>
    pageOf(fileListOf(file), { ...query, path: landingPath(query.path) }, place),
  )
  if (page === null) throw new Error(`The list ${name} is gone.`)
  const { files, folders, size, wasted } = index
  return { ...frame, state: 'ready', ...page, summary: { files, folders, size, wasted } }
}

interface Listed {
  name: string
  index: ListIndex
  /** Of the one layer; null where entries name theirs. */
  place: number | null
}

/** The list the question is about; null while it is not there yet. */
async function listOf(
  context: Context,
  query: Pick<FilesQuery, 'layer' | 'wait'>,
  readings: readonly LayerReading[],
  signal: AbortSignal,
): Promise<Listed | null> {
  if (readings.some(isPending)) return null
  const [only] = readings
  if (query.layer !== undefined && only?.name && only.told.state === 'ready') {
    const index = await context.layerLists.indexOf<ListFacts>(only.name)
    return index && { name: only.name, index, place: only.place }
  }
  const usable = query.layer === undefined ? readings : []
  const { name, index } = await mergedList(context, usable, Math.max(1, query.wait), signal)
  return index && { name, index, place: null }
}

type Page = Pick<FilesResponse, 'items' | 'nextCursor' | 'total' | 'folder'>

async function pageOf(list: FileList, query: FilesQuery, place: number | null): Promise<Page> {
  const found = await entryAt(list, query)
  const entryOf = (entry: ListedEntry) => listedEntry(list, entry, place)
  if (!isFolder(found)) {
    if (query.view !== 'folder')
      throw new ServiceError('REQUEST_INVALID', `/${query.path} is no folder but a ${found.type}.`)
    return { folder: null, items: [await entryOf(found)], nextCursor: null, total: 1 }
  }
  const told = { folder: await entryOf(found) }
  const inside = { ...query, path: found.path }
  if (query.view === 'folder' || query.view === 'search') {
    const page = query.view === 'folder' ? await childrenPage(list, inside) : await searchPage(list, inside)
    return { ...told, ...page, items: await Promise.all(page.items.map(entryOf)) }
  }
  const ranked = rankedPage(list.index, { ...inside, view: query.view })
  return { ...told, ...ranked, items: ranked.items.map((one) => rankedEntry(one, place)) }
}

/** What a path leads to. A link that leads nowhere is what is there itself. */
async function entryAt(list: FileList, query: FilesQuery): Promise<ListedEntry> {
  const followed = await followLinks(list, query.path)
  if (followed.kind === 'found') return followed.entry
  const itself = await list.at(query.path)
  if (itself === null) throw noSuchPath(query)
  return itself
}

async function listedEntry(list: FileList, entry: ListedEntry, place: number | null): Promise<FileEntry> {
  const totals = isFolder(entry) ? await list.totals(entry) : null
  return fileEntry(entry, { size: totals?.size, files: totals?.files, place })
}

const rankedEntry = ({ entry, size, files, loss }: Ranked, place: number | null): FileEntry => ({
  ...fileEntry(entry, { size, files: files ?? undefined, place }),
  lost: loss,
})

/** An entry as the contract has it. `size` and `files` are those of a folder. */
export function fileEntry(
  entry: LayerEntry,
  of: { size?: number | undefined; files?: number | undefined; place: number | null },
): FileEntry {
  const { path, type, mode, uid, gid, modified, linkTo, writtenAs } = entry
  return {
    ...{ path, type, mode, uid, gid, linkTo, writtenAs, lost: null },
    size: of.size ?? entry.size,
    files: of.files ?? null,
    modifiedAt: modified === null ? null : momentOf(modified),
    layer: of.place ?? entry.layer,
  }
}

/** A tar may say any number of seconds, which no calendar has. */
function momentOf(seconds: number): string | null {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) || Math.abs(date.getUTCFullYear()) > 9999 || date.getUTCFullYear() < 0
    ? null
    : date.toISOString()
}

const noSuchLayer = ({ layer, ref }: FilesQuery) =>
  new ServiceError('BLOB_UNKNOWN', `${ref} has no layer ${layer}.`, {
    hint: 'Inspect it to see which it has.',
  })

const noSuchPath = ({ path, layer }: FilesQuery) =>
  new ServiceError(
    'NOT_FOUND',
    `There is no /${path} in ${layer === undefined ? 'this image' : 'this layer'}.`,
  )
