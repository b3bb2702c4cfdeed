import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Digest } from '@/lib/oci/digest'
import { MANIFEST_ACCEPT } from '@/lib/oci/media-type'
import { makeImage, makeIndex } from '@/lib/testing/make-image'
import { createLayout } from '@/lib/testing/registry-layout'
import { startRegistry } from '@/scripts/registry-process.mjs'

const ARCHITECTURES = ['amd64', 'arm64', 's390x']

/** One request as a scan sends it. */
export interface Request {
  path: string
  headers: Record<string, string>
}

export interface SeededRegistry {
  url: string
  name: string
  tags: number
  /** What a scan asks for that knows nothing, and one that knows it all: in the order of the tags. */
  requests: { first: Request[]; second: Request[] }
  stop(): Promise<void>
}

/** A real registry of so many repositories and tags; every tag an index of three images of its own. */
export async function startSeededRegistry(size: {
  repositories: number
  tags: number
}): Promise<SeededRegistry> {
  const dataDir = await mkdtemp(join(tmpdir(), 'manifold-bench-'))
  const place = createLayout(dataDir)
  const requests: SeededRegistry['requests'] = { first: [], second: [] }
  const headers = { accept: MANIFEST_ACCEPT.join(', ') }
  const manifest = (repository: string, reference: string, more = {}): Request => ({
    path: `/v2/${repository}/manifests/${reference}`,
    headers: { ...headers, ...more },
  })
  const both = (path: string) => {
    for (const list of [requests.first, requests.second]) list.push({ path, headers: {} })
  }
  both('/v2/_catalog?n=1000')
  for (let r = 0; r < size.repositories; r++) {
    const repository = `bench/app-${r}`
    both(`/v2/${repository}/tags/list?n=1000`)
    for (let t = 0; t < size.tags; t++) {
      const children = ARCHITECTURES.map((architecture) =>
        makeImage({ platform: { os: 'linux', architecture }, layers: ['base', repository, `tag ${t}`] }),
      )
      const index = makeIndex(children)
      for (const child of children) await place(repository, child)
      await place(repository, index, [`v${t}`])
      requests.second.push(manifest(repository, `v${t}`, { 'if-none-match': `"${index.digest}"` }))
      requests.first.push(
        manifest(repository, `v${t}`),
        ...children.map(({ digest }) => manifest(repository, digest)),
        ...children.map(({ blobs }) => blobRequest(repository, blobs[0]?.digest)),
      )
    }
  }
  const registry = await startRegistry({ dataDir, accessLog: false })
  return {
    url: registry.url,
    name: registry.host,
    tags: size.repositories * size.tags,
    requests,
    async stop() {
      await registry.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function blobRequest(repository: string, digest: Digest | undefined): Request {
  if (!digest) throw new Error('An image without a config.')
  return { path: `/v2/${repository}/blobs/${digest}`, headers: {} }
}
