import 'server-only'
import { Readable } from 'node:stream'
import type { FileQuery } from '@/lib/contract/files'
import { fileInLayer, fileInPart } from '@/lib/layers/file-bytes'
import { type FileList, fileListOf } from '@/lib/layers/file-list'
import type { BlobPlace, LayerEntry } from '@/lib/layers/layer-entry'
import { isLayerError } from '@/lib/layers/layer-error'
import type { ListFacts } from '@/lib/layers/list-writer'
import { landingPath } from '@/lib/layers/path-key'
import type { Descriptor } from '@/lib/oci/descriptor'
import type { Context } from './context'
import { followLinks, linksInCircles } from './follow-links'
import { type ImageLayers, imageLayers } from './image-layers'
import { isPending, mergedList, readLayers } from './read-layers'
import { ServiceError } from './service-error'

/** A file that lies elsewhere than its table says is found out before any of it is told, unless it is larger. */
const HELD_BYTES = 4 * 1024 * 1024

/** Seconds a reader waits for layers that nobody listed yet. */
const WAIT_SECONDS = 60

export interface OpenedFile {
  /** Where the links led. */
  path: string
  /** Bytes that follow. */
  size: number
  bytes: AsyncIterable<Uint8Array>
}

/**
 * One file, from the layer a container would see it in. Links are followed inside the image, where nothing outside of
 * it can be reached. The bytes stream out of the layer, which is read up to the file's end and no further; where a
 * table of contents says in which part of it the file lies, that part alone is asked for.
 */
export async function readFile(context: Context, query: FileQuery, signal: AbortSignal): Promise<OpenedFile> {
  const image = await imageLayers(context, query, signal)
  const readings = await readLayers(context, image, { only: query.layer, wait: WAIT_SECONDS }, signal)
  if (query.layer !== undefined && readings.length === 0)
    throw new ServiceError('BLOB_UNKNOWN', `${query.ref} has no layer ${query.layer}.`)
  if (readings.some(isPending)) throw stillReading()
  const { name, index } = await mergedList(context, readings, WAIT_SECONDS, signal)
  if (index === null) throw stillReading()
  const entry = await context.layerLists.use<ListFacts, LayerEntry>(name, (file) =>
    resolveFile(fileListOf(file), landingPath(query.path)),
  )
  const layer = entry && image.layers[entry.layer]
  if (!entry || !layer) throw notThere(query.path)
  const most = query.bytes ?? Number.POSITIVE_INFINITY
  const bytes = await started(limited(fileBytes(context, image, layer, entry, signal), most))
  return { path: entry.path, size: Math.min(entry.size, most), bytes }
}

/** The file at a path, wherever links lead. */
export async function resolveFile(list: FileList, path: string): Promise<LayerEntry> {
  const followed = await followLinks(list, path)
  if (followed.kind === 'circle') throw new ServiceError('NOT_FOUND', linksInCircles(path))
  if (followed.kind === 'missing') throw notThere(followed.at)
  if (followed.entry.type !== 'file') throw notAFile(followed.entry)
  return followed.entry
}

async function* fileBytes(
  context: Context,
  image: ImageLayers,
  layer: Descriptor,
  file: LayerEntry,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  if (file.size === 0) return
  const inPart =
    file.place && (await bytesInPart(context, image, layer, { ...file, place: file.place }, signal))
  if (inPart) yield* inPart
  else yield* fileInLayer(await image.client.openBlob(image.repository, layer.digest, { signal }), file)
}

/** Null where it is not there: then the layer is read. */
async function bytesInPart(
  context: Context,
  { client, repository }: ImageLayers,
  { digest }: Descriptor,
  file: LayerEntry & { place: BlobPlace },
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array> | null> {
  try {
    const { from, to } = file.place
    const part = await client.openBlob(repository, digest, { signal, from, to })
    const bytes = fileInPart(part, file.place, file)
    return file.size > HELD_BYTES ? await begun(bytes) : await held(bytes)
  } catch (error) {
    signal.throwIfAborted()
    const { path } = file
    context.log('warn', 'A file is not where its table of contents says.', {
      ...{ digest, path, error: String(error) },
    })
    return null
  }
}

async function held(bytes: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(part)
  return Readable.from(parts)
}

/** With its first bytes there. */
async function begun(bytes: AsyncGenerator<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const first = await bytes.next()
  return (async function* () {
    if (first.done) return
    yield first.value
    yield* bytes
  })()
}

/** What fails before the first byte is an answer of its own, instead of a connection that breaks. */
async function started(bytes: AsyncGenerator<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  try {
    return await begun(bytes)
  } catch (error) {
    if (isLayerError(error)) throw new ServiceError('LAYER_UNREADABLE', error.message)
    throw error
  }
}

async function* limited(bytes: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let left = most
  for await (const chunk of bytes) {
    if (chunk.byteLength >= left) return yield chunk.subarray(0, left)
    yield chunk
    left -= chunk.byteLength
  }
}

const notThere = (path: string) => new ServiceError('NOT_FOUND', `There is no /${path} in this image.`)
const notAFile = ({ path, type }: LayerEntry) =>
  new ServiceError('REQUEST_INVALID', `/${path} is no file but a ${type}.`)
const stillReading = () =>
  new ServiceError('REGISTRY_TIMEOUT', 'The layers of this image are still being read.', {
    hint: 'GET /api/files tells how far they are; ask again when it says ready.',
  })
