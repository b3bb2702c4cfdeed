import 'server-only'
import { isDigest } from '@/lib/oci/digest'
import { isRepositoryName, isTag } from '@/lib/oci/reference'

/** A path of the registry API that reads, taken apart. */
export type ReadPath =
  | { kind: 'ping' }
  | { kind: 'catalog' }
  | { kind: 'tags'; repository: string }
  | { kind: 'manifests' | 'blobs' | 'referrers'; repository: string; reference: string }

/** Reads what follows `/v2/` from the right, since a repository may be called `tags`; null when it is no v2 read. */
export function parseReadPath(path: string): ReadPath | null {
  if (path === '') return { kind: 'ping' }
  if (path === '_catalog') return { kind: 'catalog' }
  const match = /^(.+)\/(?:(tags\/list)|(manifests|blobs|referrers)\/([^/]+))$/.exec(path)
  const [, repository = '', list, kind, reference = ''] = match ?? []
  if (!isRepositoryName(repository)) return null
  if (list) return { kind: 'tags', repository }
  if (kind === 'manifests' && isTag(reference)) return { kind, repository, reference }
  if (!isDigest(reference)) return null
  return kind === 'manifests' || kind === 'blobs' || kind === 'referrers'
    ? { kind, repository, reference }
    : null
}
