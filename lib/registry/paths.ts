import { type Digest, isDigest } from '@/lib/oci/digest'
import { isRepositoryName, isTag } from '@/lib/oci/reference'

/** Thrown before anything is sent: a name that fits no grammar must never become part of a URL. */
export class InvalidNameError extends Error {
  override readonly name = 'InvalidNameError'
}

export const manifestPath = (repository: string, reference: string): string =>
  `/v2/${checkedRepository(repository)}/manifests/${checkedReference(reference)}`

export const blobPath = (repository: string, digest: Digest): string =>
  `/v2/${checkedRepository(repository)}/blobs/${checkedDigest(digest)}`

export const uploadsPath = (repository: string): string =>
  `/v2/${checkedRepository(repository)}/blobs/uploads/`

export const tagsPath = (repository: string): string => `/v2/${checkedRepository(repository)}/tags/list`

export const CATALOG_PATH = '/v2/_catalog'
export const PING_PATH = '/v2/'

export const CATALOG_SCOPE = 'registry:catalog:*'
export const pullScope = (repository: string): string => `repository:${repository}:pull`
export const pushScope = (repository: string): string => `repository:${repository}:pull,push`
export const deleteScope = (repository: string): string => `repository:${repository}:delete,pull,push`

/** Reads what follows `/v2/` from the right, since a repository may hold words like `tags`; null when it is no v2 read. */
export function parseReadPath(path: string): { path: string; scope: string } | null {
  if (path === '') return { path: PING_PATH, scope: '' }
  if (path === '_catalog') return { path: CATALOG_PATH, scope: CATALOG_SCOPE }
  const match = /^(.+)\/(?:(tags\/list)|(manifests|blobs|referrers)\/([^/]+))$/.exec(path)
  const [, repository, list, kind, reference] = match ?? []
  if (!repository || !isRepositoryName(repository)) return null
  const scope = pullScope(repository)
  if (list) return { path: tagsPath(repository), scope }
  if (!reference || !(isDigest(reference) || (kind === 'manifests' && isTag(reference)))) return null
  return { path: `/v2/${repository}/${kind}/${reference}`, scope }
}

function checkedRepository(repository: string): string {
  if (!isRepositoryName(repository)) throw new InvalidNameError('not a repository name')
  return repository
}

function checkedReference(reference: string): string {
  if (!isTag(reference) && !isDigest(reference)) throw new InvalidNameError('neither a tag nor a digest')
  return reference
}

function checkedDigest(digest: string): string {
  if (!isDigest(digest)) throw new InvalidNameError('not a digest')
  return digest
}
