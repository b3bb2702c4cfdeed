import 'server-only'
import { createHash } from 'node:crypto'
import { indexEntries, indexLayer } from '@/lib/layers/index-layer'
import type { LayerEntry } from '@/lib/layers/layer-entry'
import type { WriteList } from '@/lib/layers/layer-lists'
import {
  FOOTER_BYTES,
  readTable,
  TABLE_BYTES_MAX,
  type TableOfContents,
  tableOf,
  tableOffset,
} from '@/lib/layers/table-of-contents'
import type { Descriptor } from '@/lib/oci/descriptor'
import type { Context } from './context'
import type { ImageLayers } from './image-layers'

const sha256 = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/**
 * Lists a layer from its table of contents where it has one that keeps its promise: two small requests. Everything
 * else is read whole, by one; its bytes are verified on their way, and a list is only kept where they are right.
 */
export async function writeLayerList(
  context: Context,
  image: ImageLayers,
  layer: Descriptor,
  path: string,
  { signal, onBytes }: Parameters<WriteList>[1],
): Promise<void> {
  const table = tableOf(layer.annotations)
  const listed = table && (await fromTable(image, layer, table, signal).catch(tellOf(context, layer, signal)))
  if (table && listed) {
    await indexEntries(inBatches(listed), path, { toc: table.kind })
    return
  }
  const bytes = await image.client.openBlob(image.repository, layer.digest, { signal })
  await indexLayer(counted(bytes, onBytes), path)
}

/** A table that cannot be read is no reason not to read the layer. */
const tellOf =
  (context: Context, { digest }: Descriptor, signal: AbortSignal) =>
  (error: unknown) => {
    signal.throwIfAborted()
    context.log('warn', 'The table of contents of a layer could not be read.', {
      digest,
      error: String(error),
    })
    return null
  }

async function fromTable(
  image: ImageLayers,
  layer: Descriptor,
  table: TableOfContents,
  signal: AbortSignal,
): Promise<LayerEntry[] | null> {
  const part = (from: number, size: number) => partOf(image, layer, { from, size }, signal)
  if (table.kind === 'zstd:chunked') {
    if (table.size > TABLE_BYTES_MAX || table.offset + table.size > layer.size) return null
    return readTable(table, { bytes: await part(table.offset, table.size), offset: table.offset }, sha256)
  }
  const footerAt = Math.max(0, layer.size - FOOTER_BYTES)
  const offset = tableOffset(await part(footerAt, FOOTER_BYTES))
  if (offset === null || offset >= footerAt || footerAt - offset > TABLE_BYTES_MAX) return null
  return readTable(table, { bytes: await part(offset, footerAt - offset), offset }, sha256)
}

async function partOf(
  { client, repository }: ImageLayers,
  { digest }: Descriptor,
  { from, size }: { from: number; size: number },
  signal: AbortSignal,
): Promise<Uint8Array> {
  const bytes = await client.openBlob(repository, digest, { signal, from, to: from + size })
  return Buffer.concat(await bytes.toArray())
}

async function* inBatches(entries: LayerEntry[]) {
  yield entries
}

async function* counted(bytes: AsyncIterable<Uint8Array>, onBytes: (bytes: number) => void) {
  for await (const chunk of bytes) {
    onBytes(chunk.byteLength)
    yield chunk
  }
}
