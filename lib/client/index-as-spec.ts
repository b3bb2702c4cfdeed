import { queryOptions } from '@tanstack/react-query'
import { specOfIndex } from '@/lib/composition/spec-of-index'
import { writeSpecYaml } from '@/lib/composition/spec-write'
import { readManifest } from '@/lib/oci/manifest'
import { parseReference } from '@/lib/oci/reference'
import { ApiError, apiFetch } from './api'

/** The spec of an existing index, to edit it by. */
export interface EditedIndex {
  /** Of the index as it was read. */
  digest: string
  yaml: string
  /** Whether the spec, left as it is, gives the very bytes of the index again. */
  exact: boolean
}

/** Reads an index and writes it as a spec, entry by entry. Throws `ApiError` where it is none, or is not there. */
export const indexAsSpecQuery = (ref: string) =>
  queryOptions({
    queryKey: ['inspect', ref, 'spec'],
    queryFn: async ({ signal }): Promise<EditedIndex> => {
      const response = await apiFetch('inspect', { query: { ref, format: 'raw' }, accept: '*/*', signal })
      const bytes = new Uint8Array(await response.arrayBuffer())
      const reference = parseReference(ref)
      const manifest = readManifest({
        bytes,
        contentType: response.headers.get('content-type') ?? '',
        // The server has hashed these bytes itself.
        digestOf: () => response.headers.get('docker-content-digest') ?? '',
      })
      if (!reference.ok || manifest.kind !== 'index') throw noIndex(ref)
      const { spec, exact } = specOfIndex(reference.value, manifest)
      return { digest: manifest.digest, yaml: writeSpecYaml(spec), exact }
    },
  })

const noIndex = (ref: string) =>
  new ApiError({
    code: 'NOT_FOUND',
    status: null,
    message: `${ref} is no image index, so it has no entries to edit.`,
    hint: 'Open it and choose "Compose from this" to make it an entry of a new index.',
  })
