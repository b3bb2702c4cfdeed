import 'server-only'
import { createHash } from 'node:crypto'
import type { ReadLayer } from '@/lib/contract/files'
import { fileListOf } from '@/lib/layers/file-list'
import type { ListFacts, ListIndex } from '@/lib/layers/list-writer'
import { mergeLayers } from '@/lib/layers/merge-layers'
import { tableOf } from '@/lib/layers/table-of-contents'
import type { Descriptor } from '@/lib/oci/descriptor'
import type { Context } from './context'
import type { ImageLayers } from './image-layers'
import { layerProblem, unlistable } from './layer-problems'
import { writeLayerList } from './write-layer-list'

/** A layer of an image, and the name of the list of what it holds. */
export interface LayerReading {
  /** Its place in the image, 0 the lowest. */
  place: number
  /** Null where nothing can be listed. */
  name: string | null
  told: ReadLayer
}

/**
 * How far those layers are read. Whatever is not is begun, and `wait` seconds are given to it; a `peek` begins nothing
 * and waits for nothing.
 */
export async function readLayers(
  context: Context,
  image: ImageLayers,
  { only, wait, peek = false }: { only?: string | undefined; wait: number; peek?: boolean },
  signal: AbortSignal,
): Promise<LayerReading[]> {
  const wanted = [...image.layers.entries()].filter(([, { digest }]) => only === undefined || digest === only)
  const look = () =>
    Promise.all(wanted.map(([place, layer]) => readingOf(context, image, place, layer, peek)))
  const first = await look()
  if (peek || !first.some(isPending)) return first
  await context.layerLists.settled(
    first.flatMap(({ name }) => name ?? []),
    wait * 1000,
    signal,
  )
  return look()
}

export const isPending = ({ told }: LayerReading): boolean =>
  told.state === 'waiting' || told.state === 'reading'

async function readingOf(
  context: Context,
  image: ImageLayers,
  place: number,
  layer: Descriptor,
  peek: boolean,
): Promise<LayerReading> {
  const { digest, mediaType, size } = layer
  const table = tableOf(layer.annotations)
  const told: ReadLayer = {
    ...{ digest, mediaType, size, state: 'waiting', done: 0, entries: null, problem: null },
    toc: table?.kind ?? null,
  }
  const unsupported = unlistable(layer)
  if (unsupported) return { place, name: null, told: { ...told, state: 'failed', problem: unsupported } }
  // What a table says is true for those alone whose manifest names it.
  const name = `${fileName(digest)}${table ? `.toc-${fileName(table.digest)}` : ''}`
  const index = await context.layerLists.indexOf<ListFacts>(name)
  if (index) {
    const { entries, problem, toc } = index
    if (problem?.code === 'LAYER_UNSUPPORTED')
      return { place, name: null, told: { ...told, state: 'failed', toc, problem } }
    return { place, name, told: { ...told, state: 'ready', done: size, entries, problem, toc } }
  }
  const making = peek
    ? context.layerLists.making(name)
    : context.layerLists.make(name, (path, work) => writeLayerList(context, image, layer, path, work))
  if (making === null) return { place, name, told }
  const { state, done, error } = making
  const problem = state === 'failed' ? layerProblem(error) : null
  if (problem?.code === 'LAYER_UNREADABLE')
    context.log('warn', 'A layer could not be read.', { digest, error: String(error) })
  return { place, name, told: { ...told, state, done: Math.min(done, size), problem } }
}

const fileName = (digest: string): string => digest.replace(':', '-')

/** The list of what a container sees of those layers, made from theirs: its name, and its index once it is there. */
export async function mergedList(
  context: Context,
  readings: readonly LayerReading[],
  wait: number,
  signal: AbortSignal,
): Promise<{ name: string; index: ListIndex | null }> {
  const parts = readings.flatMap(({ name, place, told }) =>
    name !== null && told.state === 'ready' ? [{ name, place }] : [],
  )
  const sum = createHash('sha256').update(JSON.stringify(parts)).digest('hex')
  const name = `merged-${sum}`
  const known = await context.layerLists.indexOf<ListFacts>(name)
  if (known) return { name, index: known }
  const making = context.layerLists.make(name, (path) =>
    withLists(context, parts, (lists) => mergeLayers(lists, path)),
  )
  await context.layerLists.settled([name], wait * 1000, signal)
  if (making.state === 'failed') throw making.error
  return { name, index: await context.layerLists.indexOf<ListFacts>(name) }
}

type Part = { name: string; place: number }
type OpenList = { list: ReturnType<typeof fileListOf>; layer: number }

/** Opens lists one inside the other, so that each is closed whatever happens. */
async function withLists<T>(
  context: Context,
  parts: readonly Part[],
  work: (lists: OpenList[]) => Promise<T>,
  opened: OpenList[] = [],
): Promise<T> {
  const [part, ...rest] = parts
  if (!part) return work(opened)
  const done = await context.layerLists.use<ListFacts, { value: T }>(part.name, async (file) => ({
    value: await withLists(context, rest, work, [...opened, { list: fileListOf(file), layer: part.place }]),
  }))
  if (done === null) throw new Error(`The list of layer ${part.place + 1} is gone.`)
  return done.value
}
