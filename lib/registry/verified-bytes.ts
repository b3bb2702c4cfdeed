import 'server-only'
import { createHash } from 'node:crypto'
import type { Digest } from '@/lib/oci/digest'

/**
 * Hashes bytes on their way. The last chunk waits for the verdict, so that whoever reads never sees a lie
 * complete. Throws what `lie` makes when the digest is another.
 */
export async function* verifiedBytes(
  bytes: AsyncIterable<Uint8Array>,
  digest: Digest,
  lie: () => Error,
): AsyncGenerator<Uint8Array> {
  const [algorithm = '', hex] = digest.split(':')
  const hash = createHash(algorithm)
  let held: Uint8Array | null = null
  for await (const chunk of bytes) {
    hash.update(chunk)
    if (held !== null) yield held
    held = chunk
  }
  if (hash.digest('hex') !== hex) throw lie()
  if (held !== null) yield held
}
