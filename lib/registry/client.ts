import 'server-only'
import type { DigestOf } from '@/lib/oci/digest'
import { isRecord, parseJson, readStrings } from '@/lib/oci/json'
import { MANIFEST_ACCEPT } from '@/lib/oci/media-type'
import { createBlobReader } from './blobs'
import { createCaller } from './caller'
import type { CallOptions, RegistryClient, RegistrySettings } from './client-types'
import { isMissing, RegistryError } from './errors'
import { inconsistent } from './failures'
import { createManifestReader } from './manifests'
import { readPages } from './pagination'
import {
  blobPath,
  CATALOG_PATH,
  CATALOG_SCOPE,
  deleteScope,
  InvalidNameError,
  manifestPath,
  PING_PATH,
  parseReadPath,
  pullScope,
  pushScope,
  tagsPath,
} from './paths'
import { discard, readCapped } from './transport'
import { createUploader } from './uploads'

const LISTING_BYTES_MAX = 32 * 1024 * 1024
const DEADLINE_MS = 30_000
const LISTING_DEADLINE_MS = 120_000
const CATALOG_PAGE_SIZES = [1000, 500, 100, 50]

export interface ClientDependencies {
  digestOf: DigestOf
  /** Milliseconds since the epoch. */
  now: () => number
  /** From 0 to 1; spreads retries. */
  random: () => number
}

/** A client of one registry. See `RegistryClient` for what each verb promises. */
export function createRegistryClient(settings: RegistrySettings, deps: ClientDependencies): RegistryClient {
  const { name } = settings
  const caller = createCaller(settings, deps)
  const manifests = createManifestReader(name, caller, deps)
  const uploader = createUploader(name, caller)
  const blobs = createBlobReader(name, caller)

  async function listPage(path: string, scope: string, query: string, options: CallOptions) {
    const incoming = await caller.call({
      method: 'GET',
      path,
      query,
      scope,
      expect: [200],
      missing: path === CATALOG_PATH ? 'REGISTRY_REFUSED' : 'NAME_UNKNOWN',
      headersTimeoutMs: 90_000,
      deadlineMs: LISTING_DEADLINE_MS,
      idempotent: true,
      ...(options.signal && { signal: options.signal }),
    })
    const body = parseJson(await readCapped(name, incoming.body, LISTING_BYTES_MAX))
    if (!isRecord(body))
      throw inconsistent(name, 'its list is not JSON. Does a proxy or a sign-in page answer in its place?')
    return { names: readStrings(body.repositories ?? body.tags), link: incoming.headers.link }
  }

  /** Registries differ in the page size they accept; a refused one is halved. */
  async function listRepositories(options: CallOptions & { onPage?: (names: string[]) => void } = {}) {
    for (const [place, size] of CATALOG_PAGE_SIZES.entries()) {
      try {
        return await readPages(
          `n=${size}`,
          (query) => listPage(CATALOG_PATH, CATALOG_SCOPE, query, options),
          options.onPage,
        )
      } catch (error) {
        if (!isPageSizeRefused(error) || place === CATALOG_PAGE_SIZES.length - 1) throw error
      }
    }
    throw inconsistent(name, 'it refuses every page size.')
  }

  async function head(
    path: string,
    repository: string,
    options: CallOptions = {},
  ): Promise<Record<string, string> | null> {
    try {
      const incoming = await caller.call({
        method: 'HEAD',
        path,
        scope: pullScope(repository),
        headers: { accept: MANIFEST_ACCEPT.join(', ') },
        expect: [200, 307, 302],
        missing: 'MANIFEST_UNKNOWN',
        deadlineMs: DEADLINE_MS,
        idempotent: true,
        ...(options.signal && { signal: options.signal }),
      })
      await discard(incoming)
      return incoming.headers
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  return {
    name,
    getTag: manifests.getTag,
    getManifest: manifests.getManifest,
    getConfig: manifests.getConfig,
    mountBlob: uploader.mountBlob,
    uploadBlob: uploader.uploadBlob,
    listRepositories,
    listTags: (repository, options = {}) =>
      readPages('n=1000', (query) => listPage(tagsPath(repository), pullScope(repository), query, options)),

    async ping(options = {}) {
      const asked = deps.now()
      const incoming = await caller.call({
        method: 'GET',
        path: PING_PATH,
        scope: '',
        expect: [200],
        missing: 'REGISTRY_REFUSED',
        deadlineMs: 10_000,
        idempotent: false,
        ...(options.signal && { signal: options.signal }),
      })
      await discard(incoming)
      return {
        latencyMs: deps.now() - asked,
        apiVersion: incoming.headers['docker-distribution-api-version'] ?? null,
      }
    },

    async headTag(repository, tag, options) {
      const headers = await head(manifestPath(repository, tag), repository, options)
      if (!headers) return null
      return (
        headers['docker-content-digest'] ?? (await manifests.getTag(repository, tag, options)).manifest.digest
      )
    },
    headManifest: async (repository, digest, options) =>
      (await head(manifestPath(repository, digest), repository, options)) !== null,
    headBlob: async (repository, digest, options) =>
      (await head(blobPath(repository, digest), repository, options)) !== null,

    async openBlob(repository, digest, options = {}) {
      const blob = await blobs.read({
        method: 'GET',
        path: blobPath(repository, digest),
        scope: pullScope(repository),
        headers: {},
        expect: [200],
        ...(options.signal && { signal: options.signal }),
      })
      return blob.body
    },

    async putManifest(repository, reference, mediaType, bytes, options = {}) {
      manifests.forget(repository, reference)
      const incoming = await caller.call({
        method: 'PUT',
        path: manifestPath(repository, reference),
        scope: pushScope(repository),
        headers: { 'content-type': mediaType, 'content-length': String(bytes.byteLength) },
        expect: [201],
        missing: 'NAME_UNKNOWN',
        deadlineMs: DEADLINE_MS,
        // Whether a write that got no answer happened is for the caller to find out, by reading.
        idempotent: false,
        body: () => bytes,
        ...(options.signal && { signal: options.signal }),
      })
      await discard(incoming)
      return deps.digestOf(bytes)
    },

    async deleteManifest(repository, digest, options = {}) {
      manifests.forget(repository, digest)
      const incoming = await caller.call({
        method: 'DELETE',
        path: manifestPath(repository, digest),
        scope: deleteScope(repository),
        expect: [202],
        missing: 'MANIFEST_UNKNOWN',
        deadlineMs: DEADLINE_MS,
        idempotent: false,
        ...(options.signal && { signal: options.signal }),
      })
      await discard(incoming)
    },

    async forward({ method, path, query, headers, signal }) {
      const read = parseReadPath(path)
      if (!read) throw new InvalidNameError('not a path of the registry API')
      return blobs.read({ method, ...read, query, headers, signal, expect: FORWARDED_STATUSES })
    },

    get counters() {
      return caller.counters
    },
    close: async () => {
      await Promise.all([caller.close(), blobs.close()])
    },
  }
}

/** The proxy hands the registry's own refusals on; only a sign-in that failed is ours to explain. */
const FORWARDED_STATUSES = [200, 206, 304, 400, 404, 405, 406, 412, 416, 429]

function isPageSizeRefused(error: unknown): boolean {
  if (!(error instanceof RegistryError)) return false
  const { status, registryCode } = error.details
  return (
    status === 413 || (status === 400 && /PAGINATION_NUMBER_INVALID|UNSUPPORTED/.test(registryCode ?? ''))
  )
}
