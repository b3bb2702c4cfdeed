import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Digest } from '@/lib/oci/digest'
import type { Content, MadeManifest } from './make-image'

/**
 * Writes a manifest with its blobs straight into distribution's storage, at thousands of tags a second, before
 * the registry starts or while it runs. `dataDir` as in `startRealRegistry`.
 */
export function createLayout(dataDir: string) {
  const written = new Set<string>()
  const folders = new Set<string>()

  // Tens of thousands of small files: a promise for each takes longer than the file.
  function write(path: string, bytes: string | Uint8Array) {
    makeFolder(dirname(path))
    writeFileSync(path, bytes)
  }
  function makeFolder(folder: string) {
    if (folders.has(folder)) return
    folders.add(folder)
    if (!folder.startsWith(root(dataDir))) return void mkdirSync(folder, { recursive: true })
    makeFolder(dirname(folder))
    if (!existsSync(folder)) mkdirSync(folder)
  }
  function writeOnce(path: string, bytes: string | Uint8Array) {
    if (!written.has(path)) write(path, bytes)
    written.add(path)
  }
  const writeBlob = ({ digest, bytes }: Content) => writeOnce(blobFile(dataDir, digest), bytes)

  return async function place(repository: string, manifest: MadeManifest, tags: readonly string[] = []) {
    const at = repositoryFiles(dataDir, repository)
    for (const content of manifest.blobs) {
      writeBlob(content)
      writeOnce(at.blobLink(content.digest), content.digest)
    }
    writeBlob(manifest)
    writeOnce(at.manifestLink(manifest.digest), manifest.digest)
    for (const tag of tags) {
      write(at.tagLink(tag), manifest.digest)
      write(at.tagIndexLink(tag, manifest.digest), manifest.digest)
    }
  }
}

/** Takes away what a link is in: the registry answers 404 for what it stood for, as after a garbage collection. */
export const dropLink = (file: string): void => rmSync(dirname(file), { recursive: true })

/** Leaves a link without a word in it, as a crash does: the registry answers 500 for what it stood for. */
export const tearLink = (file: string): void => writeFileSync(file, '')

/** Where the registry keeps what it knows of one repository (distribution, storage/paths.go). */
export function repositoryFiles(dataDir: string, repository: string) {
  const folder = join(root(dataDir), 'repositories', repository)
  const tagFolder = (tag: string) => join(folder, '_manifests/tags', tag)
  const linkOf = (digest: Digest) => `sha256/${hexOf(digest)}/link`
  return {
    folder,
    tagFolder,
    tagLink: (tag: string) => join(tagFolder(tag), 'current/link'),
    tagIndexLink: (tag: string, digest: Digest) => join(tagFolder(tag), 'index', linkOf(digest)),
    manifestLink: (digest: Digest) => join(folder, '_manifests/revisions', linkOf(digest)),
    /** Of a config or a layer. */
    blobLink: (digest: Digest) => join(folder, '_layers', linkOf(digest)),
  }
}

const root = (dataDir: string) => join(dataDir, 'blobs/docker/registry/v2')
const hexOf = (digest: Digest) => digest.slice('sha256:'.length)
const blobFile = (dataDir: string, digest: Digest) =>
  join(root(dataDir), 'blobs/sha256', hexOf(digest).slice(0, 2), hexOf(digest), 'data')
