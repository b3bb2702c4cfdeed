import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Content, MadeManifest } from './make-image'

/**
 * Writes a manifest with its blobs straight into distribution's storage, at hundreds of tags a second, before
 * the registry starts or while it runs. `dataDir` as in `startRealRegistry`.
 */
export function createLayout(dataDir: string) {
  const root = join(dataDir, 'blobs/docker/registry/v2')
  const written = new Set<string>()

  async function write(path: string, bytes: string | Uint8Array) {
    if (written.has(path)) return
    written.add(path)
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), bytes)
  }
  const hexOf = (digest: string) => digest.slice('sha256:'.length)
  const blob = ({ digest, bytes }: Content) =>
    write(`blobs/sha256/${hexOf(digest).slice(0, 2)}/${hexOf(digest)}/data`, bytes)

  return async function place(repository: string, manifest: MadeManifest, tags: readonly string[] = []) {
    const folder = `repositories/${repository}`
    for (const content of manifest.blobs) {
      await blob(content)
      await write(`${folder}/_layers/sha256/${hexOf(content.digest)}/link`, content.digest)
    }
    await blob(manifest)
    const link = `sha256/${hexOf(manifest.digest)}/link`
    await write(`${folder}/_manifests/revisions/${link}`, manifest.digest)
    for (const tag of tags) {
      await write(`${folder}/_manifests/tags/${tag}/current/link`, manifest.digest)
      await write(`${folder}/_manifests/tags/${tag}/index/${link}`, manifest.digest)
    }
  }
}
