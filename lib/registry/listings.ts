import 'server-only'
import { isRecord, parseJson, readStrings } from '@/lib/oci/json'
import { isRepositoryName, isTag } from '@/lib/oci/reference'
import { drain, readBody } from './body'
import type { Caller } from './caller'
import type { CallOptions, Page, Ping } from './client-types'
import { registryError } from './errors'
import { BYTES_MAX, DEADLINE_MS, TIMEOUT_MS } from './limits'
import { type ListingPage, readPages } from './pagination'
import { CATALOG_SCOPE, pullScope } from './scopes'
import type { Target, Targets } from './targets'
import type { WireResponse } from './transport'

/** What a registry holds, by name (distribution-spec, content discovery). */
export function createListings(caller: Caller, targets: Targets, now: () => number) {
  const pageOf =
    (target: Target, scope: string, key: 'repositories' | 'tags', { signal, lane }: CallOptions) =>
    (query: string): Promise<ListingPage> =>
      caller.call({
        method: 'GET',
        target,
        query,
        scopes: [scope],
        verb: 'read',
        expect: (status) => status === 200,
        read: (response) => readPage(response, key, caller.asked({ method: 'GET', target })),
        deadlineMs: DEADLINE_MS.listingPage,
        headersTimeoutMs: TIMEOUT_MS.catalogHeaders,
        retry: 'normal',
        lane,
        signal,
      })

  return {
    async ping({ signal }: CallOptions = {}): Promise<Ping> {
      let sentAt = now()
      const apiVersion = await caller.call({
        method: 'GET',
        target: targets.ping(),
        scopes: [],
        verb: 'reach',
        expect: (status) => status === 200,
        async read(response) {
          await drain(response)
          return response.headers['docker-distribution-api-version'] ?? null
        },
        onSend: () => {
          sentAt = now()
        },
        deadlineMs: DEADLINE_MS.ping,
        retry: 'normal',
        signal,
      })
      return { latencyMs: now() - sentAt, apiVersion }
    },

    listRepositories(options: CallOptions & { onPage?: (names: string[]) => void } = {}): Promise<Page> {
      const page = pageOf(targets.catalog(), CATALOG_SCOPE, 'repositories', options)
      return readPages(page, options.onPage)
    },

    listTags: async (repository: string, options: CallOptions = {}): Promise<Page> =>
      readPages(pageOf(targets.tags(repository), pullScope(repository), 'tags', options)),
  }
}

/** Names that fit no grammar cannot be asked for, so they are not listed either. */
async function readPage(
  response: WireResponse,
  key: 'repositories' | 'tags',
  asked: { registry: string; method: string; url: string },
): Promise<ListingPage> {
  const body = parseJson(await readBody(response, BYTES_MAX.listing))
  const names = isRecord(body) ? body[key] : undefined
  if (!isRecord(body) || !(Array.isArray(names) || names === null || names === undefined))
    throw registryError(
      asked,
      'REGISTRY_INCONSISTENT',
      `${asked.registry} did not answer with a list of ${key}. Does a proxy or a sign-in page answer in its place?`,
      { status: response.status },
    )
  const isName = key === 'tags' ? isTag : isRepositoryName
  return { names: readStrings(names).filter(isName), link: response.headers.link }
}
