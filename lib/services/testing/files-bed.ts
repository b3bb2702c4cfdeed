import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CompareFilesQuery, FilesQuery, type FilesQuery as FilesQueryType } from '@/lib/contract/files'
import { createLayerLists } from '@/lib/layers/layer-lists'
import type { MadeManifest } from '@/lib/testing/make-image'
import { startRealRegistry } from '@/lib/testing/real-registry'
import { createLayout } from '@/lib/testing/registry-layout'
import { compareFiles } from '../compare-files'
import { listFiles } from '../list-files'
import { type MeddlingPeer, startMeddlingPeer } from './meddling-peer'
import { never, readingContext } from './reading-context'

export const REGISTRY = 'registry.test'

/** A real registry behind a peer that counts, and lists in a folder of their own. */
export async function startFilesBed() {
  const registry = await startRealRegistry()
  const peer: MeddlingPeer = await startMeddlingPeer()
  peer.upstream = registry.url
  const folder = await mkdtemp(join(tmpdir(), 'manifold-lists-'))
  const layerLists = createLayerLists({ folder, now: Date.now })
  const context = { ...readingContext({ name: REGISTRY, url: peer.url }), layerLists }
  const place = createLayout(registry.dataDir)
  return {
    registry,
    peer,
    folder,
    context,
    /** Puts an image there and says how it is named. */
    async put(name: string, image: MadeManifest, ...children: MadeManifest[]): Promise<string> {
      const [repository = '', tag = ''] = name.split(':')
      for (const child of children) await place(repository, child)
      await place(repository, image, [tag])
      return `${REGISTRY}/${name}`
    },
    files: ({ peek = false, ...query }: Partial<FilesQueryType> & { ref: string }) =>
      listFiles(context, FilesQuery.parse({ wait: 30, peek: String(peek), ...query }), never),
    compared: (query: Record<string, unknown>) =>
      compareFiles(context, CompareFilesQuery.parse({ wait: 30, ...query }), never),
    async stop() {
      await layerLists.close()
      await context.registries.get(REGISTRY)?.client.close()
      await peer.stop()
      await registry.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type FilesBed = Awaited<ReturnType<typeof startFilesBed>>
