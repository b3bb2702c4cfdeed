import 'server-only'
import { isDigest } from '@/lib/oci/digest'
import { isRepositoryName, isTag } from '@/lib/oci/reference'
import { type RegistryError, type RegistryErrorCode, registryError } from './errors'
import { parseReadPath } from './paths'
import { CATALOG_SCOPE, pullScope } from './scopes'

/** One resource of the registry API. Its path is made of grammar-checked parts alone, so it needs no escaping. */
export interface Target {
  /** What follows the registry's base URL. */
  path: string
  /** What people call it. */
  subject: string
  /** What a 404 means here; null where it means that this is no registry. */
  missing: Extract<RegistryErrorCode, 'NAME_UNKNOWN' | 'MANIFEST_UNKNOWN' | 'BLOB_UNKNOWN'> | null
}

export type Targets = ReturnType<typeof createTargets>

/** The paths of one registry. A part that cannot exist is reported as missing, without asking. */
export function createTargets(registry: string) {
  const named = (repository: string) => {
    if (!isRepositoryName(repository))
      throw impossible('NAME_UNKNOWN', `"${shown(repository)}" is not a repository name`)
    return `/v2/${repository}`
  }
  const impossible = (code: RegistryErrorCode, why: string): RegistryError =>
    registryError({ registry, method: 'GET', url: '' }, code, `${registry} cannot hold it: ${why}.`)

  return {
    /** The name or digest itself, once it is known to be one: for query strings. */
    repository: (repository: string): string => named(repository) && repository,
    digest(digest: string): string {
      if (!isDigest(digest)) throw impossible('BLOB_UNKNOWN', `"${shown(digest)}" is not a digest`)
      return digest
    },
    ping: (): Target => ({ path: '/v2/', subject: `the registry API of ${registry}`, missing: null }),
    catalog: (): Target => ({ path: '/v2/_catalog', subject: 'its list of repositories', missing: null }),
    tags: (repository: string): Target => ({
      path: `${named(repository)}/tags/list`,
      subject: `the tags of ${registry}/${repository}`,
      missing: 'NAME_UNKNOWN',
    }),
    manifest(repository: string, reference: string): Target {
      const path = `${named(repository)}/manifests/${reference}`
      if (!isTag(reference) && !isDigest(reference))
        throw impossible('MANIFEST_UNKNOWN', `"${shown(reference)}" is neither a tag nor a digest`)
      const subject = `${registry}/${repository}${isDigest(reference) ? `@${brief(reference)}` : `:${reference}`}`
      return { path, subject, missing: 'MANIFEST_UNKNOWN' }
    },
    blob(repository: string, digest: string): Target {
      const path = `${named(repository)}/blobs/${this.digest(digest)}`
      return { path, subject: `blob ${brief(digest)} of ${registry}/${repository}`, missing: 'BLOB_UNKNOWN' }
    },
    referrers(repository: string, digest: string): Target {
      const path = `${named(repository)}/referrers/${this.digest(digest)}`
      return { path, subject: `what refers to ${registry}/${repository}@${brief(digest)}`, missing: null }
    },
    /** Any read of the API, by what follows `/v2/`: for the proxy. */
    read(path: string): Target & { scopes: string[] } {
      const parts = parseReadPath(path)
      if (!parts) throw impossible('NAME_UNKNOWN', `"${shown(path)}" is no path of the registry API`)
      if (parts.kind === 'ping') return { ...this.ping(), scopes: [] }
      if (parts.kind === 'catalog') return { ...this.catalog(), scopes: [CATALOG_SCOPE] }
      const scopes = [pullScope(parts.repository)]
      if (parts.kind === 'tags') return { ...this.tags(parts.repository), scopes }
      if (parts.kind === 'blobs') return { ...this.blob(parts.repository, parts.reference), scopes }
      const apiPath = `/v2/${parts.repository}/${parts.kind}/${parts.reference}`
      return { ...this.manifest(parts.repository, parts.reference), path: apiPath, scopes }
    },
    uploads: (repository: string): Target => ({
      path: `${named(repository)}/blobs/uploads/`,
      subject: `a blob in ${registry}/${repository}`,
      missing: 'NAME_UNKNOWN',
    }),
  }
}

/** A digest short enough for a sentence and long enough to be found. */
export const brief = (digest: string): string => `${digest.slice(0, 19)}…`

const shown = (part: string): string => (part.length > 60 ? `${part.slice(0, 57)}…` : part)
