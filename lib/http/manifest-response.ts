import 'server-only'
import type { Manifest } from '@/lib/oci/manifest'

/** The exact bytes of a manifest under their own media type. A browser that opens them saves or shows text, never more. */
export function manifestResponse({ raw, mediaType, digest, size }: Manifest): Response {
  return new Response(Uint8Array.from(raw), {
    headers: {
      'content-type': mediaType,
      'content-security-policy': 'sandbox',
      'docker-content-digest': digest,
      'manifold-content-length': String(size),
    },
  })
}
