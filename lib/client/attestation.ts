import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { AttestationResponse, AttestationsResponse, PackagesResponse } from '@/lib/contract/attestation'
import type { Reference } from '@/lib/oci/reference'
import { apiPath } from '@/lib/routes'
import { apiFetch, apiGet } from './api'

type Home = Pick<Reference, 'registry' | 'repository'>

const PAGE_ROWS = 200

/** What the attestations of an index hold, by their manifests. `ref` names it by digest, so that it stays true. */
export const attestationsQuery = (ref: string) =>
  queryOptions({
    queryKey: ['attestations', ref],
    queryFn: ({ signal }) => apiGet('attestations', { ref }, AttestationsResponse, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** The documents of one manifest in words. */
export const attestationQuery = (ref: string) =>
  queryOptions({
    queryKey: ['attestation', ref],
    queryFn: ({ signal }) => apiGet('attestation', { ref }, AttestationResponse, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Packages of an SBOM that match, a page at a time. `digest` is the layer's. */
export const packagesQuery = (ref: string, digest: string, q: string) =>
  infiniteQueryOptions({
    queryKey: ['packages', ref, digest, q],
    queryFn: ({ pageParam, signal }) =>
      apiGet('packages', { ref, digest, q, limit: PAGE_ROWS, cursor: pageParam }, PackagesResponse, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Where the exact bytes of a document are. */
export const documentPath = ({ registry, repository }: Home, digest: string): string =>
  `v2/${registry}/${repository}/blobs/${digest}`

export const documentAddress = (home: Home, digest: string): string => apiPath(documentPath(home, digest))

/** The exact bytes of a document, as text. */
export const documentTextQuery = (home: Home, digest: string) =>
  queryOptions({
    queryKey: ['document', documentPath(home, digest)],
    queryFn: async ({ signal }) =>
      (await apiFetch(documentPath(home, digest), { accept: '*/*', signal })).text(),
    staleTime: Number.POSITIVE_INFINITY,
  })
