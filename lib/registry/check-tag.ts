import 'server-only'
import { isDigest } from '@/lib/oci/digest'
import type { CallOptions, KnownTag, ScanSettings, TagCheck } from './client-types'
import type { Fetched, ManifestFetch } from './manifest-fetch'

interface CheckParts {
  fetch: ManifestFetch
  method: ScanSettings['method']
  now: () => number
}

/** Asks whether a tag still is what was known of it: one conditional request, two only where a HEAD shows that it moved. */
export function createTagCheck({ fetch, method, now }: CheckParts) {
  const same = (etag: string | null): TagCheck => ({ changed: false, etag, checkedAt: now() })

  return async (
    repository: string,
    tag: string,
    known: KnownTag,
    { signal, lane }: CallOptions = {},
  ): Promise<TagCheck> => {
    // Some registries send no ETag but know the digest for one; others ignore the condition and show the same bytes.
    const condition = known.etag ?? (known.digest === null ? undefined : `"${known.digest}"`)
    const wanted = { repository, reference: tag, signal, lane }
    const told = (fetched: Fetched | null): TagCheck => {
      if (fetched === null) return same(known.etag)
      const { manifest, etag } = fetched
      if (manifest.digest === known.digest) return same(etag)
      return { changed: true, manifest, etag, checkedAt: now() }
    }
    if (method === 'get' || condition === undefined) return told(await fetch.get({ ...wanted, condition }))
    const headers = await fetch.head({ ...wanted, condition })
    if (headers === null) return same(known.etag)
    const digest = headers['docker-content-digest'] ?? ''
    if (isDigest(digest) && digest === known.digest) return same(headers.etag ?? null)
    return told(await fetch.get(isDigest(digest) ? wanted : { ...wanted, condition }))
  }
}
