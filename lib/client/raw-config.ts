import { queryOptions } from '@tanstack/react-query'
import type { Reference } from '@/lib/oci/reference'
import { apiPath } from '@/lib/routes'
import { apiFetch } from './api'

type Home = Pick<Reference, 'registry' | 'repository'>

const blobPath = ({ registry, repository }: Home, digest: string): string =>
  `v2/${registry}/${repository}/blobs/${digest}`

/** Where the exact bytes of a blob are to be had, through this server. */
export const blobAddress = (home: Home, digest: string): string => apiPath(blobPath(home, digest))

/** The exact text of an image's config. Only for one whose size is known to be small. */
export const configTextQuery = (home: Home, digest: string) =>
  queryOptions({
    queryKey: ['raw-config', home.registry, home.repository, digest],
    queryFn: async ({ signal }) => (await apiFetch(blobPath(home, digest), { accept: '*/*', signal })).text(),
    staleTime: Number.POSITIVE_INFINITY,
  })
