import 'server-only'
import { createHash } from 'node:crypto'
import type { Digest } from '@/lib/oci/digest'

/**
 * Hashes bytes on their way. The last chunk waits for the verdict, so that whoever reads never sees a lie
 * complete. Throws what `lie` makes when digest or size (in bytes, where given) are others.
 */
export async function* verifiedBytes(
  bytes: AsyncIterable<Uint8Array>,
  expected: { digest: Digest; size?: number },
  { lie, onSize }: { lie: () => Error; onSize?: (size: number) => void },
): AsyncGenerator<Uint8Array> {
  const [algorithm = '', hex] = expected.digest.split(':')
  const hash = createHash(algorithm)
  let held: Uint8Array | null = null
  let size = 0
  for await (const chunk of bytes) {
    hash.update(chunk)
    size += chunk.byteLength
    if (expected.size !== undefined && size > expected.size) throw lie()
    if (held !== null) yield held
    held = chunk
    onSize?.(size)
  }
  if (hash.digest('hex') !== hex || size !== (expected.size ?? size)) throw lie()
  if (held !== null) yield held
}
