import 'server-only'
import type { Descriptor } from '@/lib/oci/descriptor'
import { readDescriptor } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import { isRecord, parseJson } from '@/lib/oci/json'
import { drain, readBody } from './body'
import type { Caller } from './caller'
import type { CallOptions, Referrers } from './client-types'
import { registryError } from './errors'
import { BYTES_MAX, DEADLINE_MS, REFERRERS_MAX } from './limits'
import { nextQuery } from './pagination'
import { pullScope } from './scopes'
import type { Targets } from './targets'
import type { WireResponse } from './transport'

interface ReferrersPage {
  descriptors: Descriptor[]
  /** The `Link` header. */
  link: string | undefined
}

/** 404: the registry has no such API (distribution-spec, listing referrers). Others say the same with 405 or 501. */
const WITHOUT_API: ReadonlySet<number> = new Set([404, 405, 501])

/** What was pushed with this digest as its `subject`. */
export function createReferrersReader(caller: Caller, targets: Targets) {
  const readPageAt = (
    repository: string,
    digest: Digest,
    query: string,
    { signal, lane }: CallOptions,
  ): Promise<ReferrersPage | null> => {
    const target = targets.referrers(repository, digest)
    return caller.call({
      method: 'GET',
      target,
      query,
      scopes: [pullScope(repository)],
      verb: 'read',
      expect: (status) => status === 200 || WITHOUT_API.has(status),
      read: (response) => readPage(response, caller.asked({ method: 'GET', target })),
      deadlineMs: DEADLINE_MS.listingPage,
      retry: 'normal',
      lane,
      signal,
    })
  }

  return {
    async listReferrers(
      repository: string,
      digest: Digest,
      { artifactType, ...options }: CallOptions & { artifactType?: string } = {},
    ): Promise<Referrers | null> {
      const seen = new Map<Digest, Descriptor>()
      let query: string | null = artifactType === undefined ? '' : `${new URLSearchParams({ artifactType })}`
      while (query !== null) {
        const page: ReferrersPage | null = await readPageAt(repository, digest, query, options)
        if (page === null) return null
        const known = seen.size
        for (const descriptor of page.descriptors) seen.set(descriptor.digest, descriptor)
        query = nextQuery(page.link)
        // Some registries would name a next page for ever.
        const capped = seen.size === known || seen.size >= REFERRERS_MAX
        if (query !== null && capped) return { descriptors: wanted(seen, artifactType), complete: false }
      }
      return { descriptors: wanted(seen, artifactType), complete: true }
    },
  }
}

/** A registry that filters says so in `OCI-Filters-Applied`; filtering its answer again changes nothing. */
function wanted(seen: ReadonlyMap<Digest, Descriptor>, artifactType: string | undefined): Descriptor[] {
  const all = [...seen.values()].slice(0, REFERRERS_MAX)
  return artifactType === undefined ? all : all.filter((one) => one.artifactType === artifactType)
}

async function readPage(
  response: WireResponse,
  asked: { registry: string; method: string; url: string },
): Promise<ReferrersPage | null> {
  if (response.status !== 200) {
    await drain(response)
    return null
  }
  const body = parseJson(await readBody(response, BYTES_MAX.manifest))
  if (!isRecord(body) || !(Array.isArray(body.manifests) || body.manifests === null))
    throw registryError(
      asked,
      'REGISTRY_INCONSISTENT',
      `${asked.registry} did not answer with a list of referrers. Does a proxy or a sign-in page answer in its place?`,
      { status: response.status },
    )
  const descriptors = (body.manifests ?? []).map(readDescriptor).filter((one) => one !== null)
  return { descriptors, link: response.headers.link }
}
